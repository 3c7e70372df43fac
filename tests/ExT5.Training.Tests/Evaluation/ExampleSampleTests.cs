using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class ExampleSampleTests
{
    private static readonly TextExample[] Rows = [.. Enumerable.Range(0, 5).Select(i => new TextExample($"{i}", ""))];

    [Fact]
    public void All_rows_are_taken_when_there_are_no_more_than_asked_for()
    {
        Assert.Equal(Rows, Choose(seed: 1, most: 5));
        Assert.Equal(Rows, Choose(seed: 1, most: 9));
    }

    [Fact]
    public void Every_pair_of_rows_is_equally_likely_and_comes_in_the_order_of_the_source()
    {
        const int Draws = 10_000;
        var pairs = Enumerable.Range(0, Draws).Select(seed => Choose((ulong)seed, most: 2))
            .CountBy(pair => $"{pair[0].Input}{pair[1].Input}").ToDictionary();

        Assert.Equal(10, pairs.Count);
        Assert.All(pairs.Keys, pair => Assert.True(pair[0] < pair[1]));
        // Chi-square with 9 degrees of freedom stays below 27.9 with probability 0.999.
        Assert.True(pairs.Values.Sum(count => Math.Pow(count - Draws / 10.0, 2) / (Draws / 10.0)) < 27.9);
    }

    private static IReadOnlyList<TextExample> Choose(ulong seed, int most) =>
        ExampleSample.Choose(Rows, most, ExampleSample.Random(seed, "task", "purpose"));
}
