namespace ExT5.ExMix.Tests.Tasks;

public sealed class TweetEvalTests
{
    [Theory]
    [InlineData("emoji", 11, "United States")]
    [InlineData("emotion", 2, "optimism")]
    [InlineData("hate", 0, "non-hate")]
    [InlineData("irony", 1, "irony")]
    [InlineData("offensive", 1, "offensive")]
    [InlineData("sentiment", 2, "positive")]
    public void The_text_follows_the_name_of_the_task(string name, int label, string target) => Formatted.Check($"tweeteval_{name}",
        $$"""{"text": "what a day @user", "label": {{label}}}""", $"tweet {name}: what a day @user", target);

    [Theory]
    [InlineData(0, "abortion")]
    [InlineData(1, "atheism")]
    [InlineData(2, "climate")]
    [InlineData(3, "feminist")]
    [InlineData(4, "hillary")]
    public void A_stance_names_its_target(int dataset, string target)
    {
        var example = Formatted.Row("tweeteval_stance", """{"text": "no way", "label": 1}""", dataset);

        Assert.Equal(($"tweet stance {target}: no way", "against"), (example.Input, example.Target));
    }
}
