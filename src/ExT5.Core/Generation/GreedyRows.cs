namespace ExT5.Core;

/// <summary>The rows of a greedy search: those still running, those finished but still in the batch, and the results.</summary>
internal sealed class GreedyRows
{
    private readonly DecodingRequest _request;
    private readonly GeneratedSequence?[] _sequences;
    private readonly double[] _logProbability;
    private int[] _inputs; // the request's row behind each row of the batch

    public GreedyRows(DecodingRequest request)
    {
        _request = request;
        _sequences = new GeneratedSequence?[request.Rows];
        _logProbability = new double[request.Rows];
        _inputs = [.. Enumerable.Range(0, request.Rows)];
        (History, Running) = (new TokenHistory(request.Rows, request.StartId), request.Rows);
    }

    public TokenHistory History { get; }

    /// <summary>Rows that have not ended.</summary>
    public int Running { get; private set; }

    /// <summary>The results, in the request's order, once none is running.</summary>
    public IReadOnlyList<GeneratedSequence> Sequences => _sequences!;

    /// <summary>Appends a token to every row of the batch and notes which rows have ended.</summary>
    public void Append(int[] tokens, float[] logProbabilities)
    {
        History.Append(tokens);
        for (var row = 0; row < tokens.Length; row++)
            if (_sequences[_inputs[row]] is null)
                Append(row, _inputs[row], tokens[row], logProbabilities[row]);
    }

    /// <summary>The rows that stay when dropping the finished ones is worth the copy of the caches; else nothing.</summary>
    public int[] Compact()
    {
        var finished = _inputs.Length - Running;
        if (Running == 0 || finished * 4 < _inputs.Length)
            return [];
        int[] kept = [.. Enumerable.Range(0, _inputs.Length).Where(row => _sequences[_inputs[row]] is null)];
        _inputs = Array.ConvertAll(kept, row => _inputs[row]);
        History.Select(kept);
        return kept;
    }

    private void Append(int row, int input, int token, float logProbability)
    {
        if (float.IsNaN(logProbability))
            throw GenerationException.NotANumber(History.Length - 1);
        _logProbability[input] += logProbability;
        var count = History.Length - 1;
        if (token != _request.EosId && count < _request.MaxNewTokens)
            return;
        var reason = token == _request.EosId ? FinishReason.Stop : FinishReason.Length;
        var ids = History.Row(row)[1..(reason == FinishReason.Stop ? ^1 : ^0)].ToArray();
        _sequences[input] = new(ids, _logProbability[input] / count, reason);
        Running--;
    }
}
