using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>A decoder whose scores are a function of the input's number and the ids so far, as a table would give them.</summary>
internal sealed class ScriptedLogits(int inputs, Func<int, int[], float[]> scores) : INextTokenLogits
{
    private List<(int Input, int[] Ids)> _rows = [.. Enumerable.Range(0, inputs).Select(input => (input, Array.Empty<int>()))];

    /// <summary>Rows of the batch at each step.</summary>
    public List<int> RowsPerStep { get; } = [];

    public Tensor Advance(ReadOnlySpan<int> tokens)
    {
        Assert.Equal(_rows.Count, tokens.Length);
        for (var row = 0; row < tokens.Length; row++)
            _rows[row] = (_rows[row].Input, [.. _rows[row].Ids, tokens[row]]);
        RowsPerStep.Add(tokens.Length);
        return stack(_rows.Select(row => tensor(scores(row.Input, row.Ids))).ToArray());
    }

    public void Rearrange(ReadOnlySpan<int> rows) => _rows = [.. rows.ToArray().Select(row => _rows[row])];

    /// <summary>Scores that look random but depend on nothing but the seed, the input and the ids.</summary>
    public static ScriptedLogits Random(int inputs, int vocabulary, int seed) => new(inputs, (input, ids) =>
    {
        var random = new Random(ids.Aggregate((seed * 31) + input, (hash, id) => unchecked((hash * 1_000_003) + id + 7)));
        return [.. Enumerable.Range(0, vocabulary).Select(_ => (float)(random.NextDouble() * 6) - 3)];
    });

    /// <summary>Every input follows its own list of ids, with all other ids far behind.</summary>
    public static ScriptedLogits Following(int vocabulary, params int[][] lines) => new(lines.Length, (input, ids) =>
    {
        var scores = new float[vocabulary];
        scores[lines[input][Math.Min(ids.Length - 1, lines[input].Length - 1)]] = 10;
        return scores;
    });
}
