namespace ExT5.Data.Tests;

public class SeqioCasesTests
{
    [Fact]
    public void A_case_is_found_by_its_function_and_by_its_id()
    {
        var named = SeqioCases.Named("metrics.squad-2");

        Assert.Contains(SeqioCases.Of("metrics.squad"), each => each.Id == named.Id);
        Assert.Equal("abd", named.Input.GetProperty("predictions")[0].GetString());
    }

    [Fact]
    public void An_unknown_function_is_an_error() =>
        Assert.Throws<ArgumentException>(() => SeqioCases.Of("metrics.unknown"));
}
