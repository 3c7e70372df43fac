namespace ExT5.Data.Tests;

public class TextExampleTests
{
    [Fact]
    public void References_are_the_target_unless_given()
    {
        var example = new TextExample("a", "b");

        Assert.Equal(["b"], example.References);
    }
}
