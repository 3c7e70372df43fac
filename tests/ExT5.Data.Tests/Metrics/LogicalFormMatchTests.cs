namespace ExT5.Data.Tests;

public class LogicalFormMatchTests
{
    [Theory]
    [InlineData("( call  listValue ( x , y ) )", "(call listValue(x,y))", 1)]
    [InlineData("[IN:GET_EVENT a\tb ]", "[IN:GET_EVENT a b]", 1)]
    [InlineData("f(y, x)", "f(x, y)", 0)]
    [InlineData("a b", "ab", 0)]
    [InlineData("F(x)", "f(x)", 0)]
    [InlineData("", " ", 1)]
    public void White_space_beside_brackets_and_commas_does_not_count(string text, string reference, double expected) =>
        Assert.Equal([expected], new LogicalFormMatch().Measure(new Prediction(text, [reference])));

    [Fact]
    public void Case_can_be_ignored() =>
        Assert.Equal([1], new LogicalFormMatch(LowerCase: true).Measure(new Prediction("F(x)", ["q", "f( X )"])));
}
