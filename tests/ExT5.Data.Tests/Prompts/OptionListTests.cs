namespace ExT5.Data.Tests;

public class OptionListTests
{
    [Fact]
    public void Options_are_written_as_flan_writes_them()
    {
        Assert.Equal("OPTIONS:\n- yes\n- no", OptionList.Dashes("yes", "no"));
        Assert.Equal("OPTIONS:\n(A) yes\n(B) no", OptionList.Letters("yes", "no"));
        Assert.Equal("(Z)", OptionList.Letter(25));
    }

    [Fact]
    public void No_options_and_more_than_letters_are_refused()
    {
        Assert.Throws<FormatException>(() => OptionList.Dashes());
        Assert.Throws<FormatException>(() => OptionList.Letters(Enumerable.Repeat("x", 27).ToArray()));
        Assert.Throws<FormatException>(() => OptionList.Letter(-1));
    }
}
