namespace ExT5.Core.Tests;

public sealed class TargetModulesTests
{
    [Theory]
    [InlineData("q", 6)]
    [InlineData("SelfAttention.q", 4)]
    [InlineData("encoder.block.0.layer.0.SelfAttention.q", 1)]
    public void Names_match_whole_or_at_their_end(string name, int count) =>
        Assert.Equal(count, Find(new([name], null)).Count);

    [Theory]
    [InlineData("all-linear", (2 * 7) + (2 * 11))]
    [InlineData(@".*decoder.*EncDecAttention\.(q|v)", 4)]
    public void A_pattern_matches_whole_names(string pattern, int count) =>
        Assert.Equal(count, Find(new(["q"], pattern)).Count);

    [Fact]
    public void Layers_count_what_their_pattern_names()
    {
        Assert.All(Find(new(["q", "wo"], null, [1], "block")), name => Assert.Contains(".block.1.", name, StringComparison.Ordinal));
        Assert.All(Find(new(["q", "wo"], null, [1], null)), name => Assert.Contains(".layer.1.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_nothing_are_refused_with_those_there_are()
    {
        var error = Assert.Throws<AdapterException>(() => Find(new(["q_proj", "v_proj"], null)));

        Assert.Equal("No module of the model is called 'q_proj' or 'v_proj'. Modules that can be adapted end in: q, k, v, o, wi_0, wi_1, wo.", error.Message);
    }

    [Theory]
    [InlineData("lm_head")]
    [InlineData("layer_norm")]
    [InlineData("shared")]
    public void What_is_no_matrix_of_a_block_is_refused(string name) =>
        Assert.Contains("which is no matrix of a block", Assert.Throws<AdapterException>(() => Find(new([name, "q"], null))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(q", "no regular expression")]
    [InlineData("(.+)+(.+)+(.+)+Z", "takes too long")]
    public void Patterns_that_cannot_be_used_are_refused(string pattern, string reason) =>
        Assert.Contains(reason, Assert.Throws<AdapterException>(() => Find(new([], pattern))).Message, StringComparison.Ordinal);

    private static List<string> Find(TargetModules targets)
    {
        using var model = new T5Model(T5Config.FromHuggingFace(GoldenFile.PathOf(GoldenModel.V11, "config.json")));
        return [.. targets.Find(model).Select(target => target.Name)];
    }
}
