namespace ExT5.Core.Tests;

public sealed class PrefixConstraintTests
{
    private const int Eos = 1;

    [Fact]
    public void The_function_sees_the_input_and_its_ids_and_says_what_may_follow()
    {
        var asked = new List<string>();
        var constraint = new PrefixConstraint((input, ids) =>
        {
            asked.Add($"{input}:{string.Join(' ', ids.ToArray())}");
            return ids.Length == 2 ? [Eos] : [input + 5];
        });

        var outputs = new GreedySearch { Processors = [constraint] }
            .Run(ScriptedLogits.Random(2, 8, seed: 4), new(Rows: 2, StartId: 0, Eos));

        Assert.Equal([[5, 5], [6, 6]], outputs.Select(output => output.Ids));
        Assert.Equal(["0:", "1:", "0:5", "1:6", "0:5 5", "1:6 6"], asked);
    }

    [Fact]
    public void Nothing_said_allows_anything()
    {
        var request = new DecodingRequest(Rows: 3, StartId: 0, Eos, MaxNewTokens: 8);
        var search = new BeamSearch { Processors = [new PrefixConstraint((input, _) => input == 1 ? [3, Eos] : null)] };

        var outputs = search.Run(ScriptedLogits.Random(3, 8, seed: 4), request);

        var free = new BeamSearch().Run(ScriptedLogits.Random(3, 8, seed: 4), request);
        Assert.Equal(free[0].Ids, outputs[0].Ids);
        Assert.All(outputs[1].Ids, id => Assert.Equal(3, id));
        Assert.Equal(free[2].Ids, outputs[2].Ids);
    }

    [Theory]
    [InlineData(new int[0], "place 1")]
    [InlineData(new[] { 3, 8 }, "Id 8")]
    [InlineData(new[] { -1 }, "Id -1")]
    public void Allowing_nothing_or_what_does_not_exist_is_an_error(int[] allowed, string expected)
    {
        var search = new GreedySearch { Processors = [new PrefixConstraint((_, _) => allowed)] };

        var error = Assert.Throws<GenerationException>(
            () => search.Run(ScriptedLogits.Random(1, 8, seed: 4), new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_is_needed() => Assert.Throws<ArgumentNullException>(() => new PrefixConstraint(null!));
}
