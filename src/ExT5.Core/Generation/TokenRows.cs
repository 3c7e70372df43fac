namespace ExT5.Core;

/// <summary>
/// The rows of a search that takes one token a step and never goes back: those still running, those finished but still
/// in the batch, and the results. An input may have several rows, its draws.
/// </summary>
internal sealed class TokenRows
{
    private readonly DecodingRequest _request;
    private readonly int _draws;
    private readonly GeneratedSequence?[] _sequences; // of row r of the request and its draw d at r * draws + d
    private readonly List<float>[] _logProbabilities;
    private int[] _outputs; // the place in _sequences behind each row of the batch

    public TokenRows(DecodingRequest request, int draws)
    {
        (_request, _draws) = (request, draws);
        _outputs = [.. Enumerable.Range(0, request.Rows * draws)];
        _sequences = new GeneratedSequence?[_outputs.Length];
        _logProbabilities = [.. _outputs.Select(_ => new List<float>())];
        (History, Running) = (new TokenHistory(request), _outputs.Length);
        if (draws > 1)
            History.Select(FirstRows);
    }

    public TokenHistory History { get; }

    /// <summary>Rows that have not ended.</summary>
    public int Running { get; private set; }

    /// <summary>The request's row behind each of the first step's rows.</summary>
    public int[] FirstRows => [.. Enumerable.Range(0, _sequences.Length).Select(output => output / _draws)];

    /// <summary>The results, in the request's order, once none is running.</summary>
    public IReadOnlyList<GeneratedSequence> Sequences =>
    [
        .. _sequences.Chunk(_draws).Select(draws => draws[0]! with { Alternatives = [.. draws[1..]!] }),
    ];

    /// <summary>Which of its input's draws a row of the batch is, 0 for the first.</summary>
    public int Draw(int row) => _outputs[row] % _draws;

    /// <summary>Appends a token to every row of the batch and notes which rows have ended.</summary>
    public void Append(int[] tokens, float[] logProbabilities)
    {
        History.Append(tokens);
        for (var row = 0; row < tokens.Length; row++)
            if (_sequences[_outputs[row]] is null)
                Append(row, _outputs[row], logProbabilities[row]);
    }

    /// <summary>The rows that stay when dropping the finished ones is worth the copy of the caches; else nothing.</summary>
    public int[] Compact()
    {
        var finished = _outputs.Length - Running;
        if (Running == 0 || finished * 4 < _outputs.Length)
            return [];
        int[] kept = [.. Enumerable.Range(0, _outputs.Length).Where(row => _sequences[_outputs[row]] is null)];
        _outputs = Array.ConvertAll(kept, row => _outputs[row]);
        History.Select(kept);
        return kept;
    }

    private void Append(int row, int output, float logProbability)
    {
        if (float.IsNaN(logProbability))
            throw GenerationException.NotANumber(History.Length - 1);
        var logProbabilities = _logProbabilities[output];
        logProbabilities.Add(logProbability);
        var ids = History.Row(row)[1..];
        if (_request.FinishOf(ids, History.Input(row)) is not { } reason)
            return;
        var kept = ids[..(_request.EosIds.Contains(ids[^1]) ? ^1 : ^0)].ToArray();
        var mean = logProbabilities.Sum(value => (double)value) / logProbabilities.Count;
        _sequences[output] = new(kept, mean, reason) { TokenLogProbabilities = logProbabilities };
        Running--;
    }
}
