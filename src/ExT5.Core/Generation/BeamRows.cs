namespace ExT5.Core;

/// <summary>
/// The beams of every input that still runs. Row <c>input * width + beam</c> of the batch is a beam; before the first
/// step there is one row an input, which stands for all of its beams.
/// </summary>
internal sealed class BeamRows
{
    // Transformers' handicap of all beams but the first, so that the first step does not find each token width times.
    private const float Handicap = -1e9f;

    private readonly BeamSearch _search;
    private readonly DecodingRequest _request;
    private readonly BeamHypotheses[] _hypotheses;
    private readonly List<int> _nextInputs = [];
    private readonly List<int> _origins = [];
    private readonly List<int> _tokens = [];
    private readonly List<float> _nextScores = [];
    private int[] _inputs; // the request's row behind each running input

    public BeamRows(BeamSearch search, DecodingRequest request)
    {
        (_search, _request) = (search, request);
        _inputs = [.. Enumerable.Range(0, request.Rows)];
        _hypotheses = [.. _inputs.Select(_ => new BeamHypotheses(search, request.MaxNewTokens))];
        History = new TokenHistory(request);
        Scores = [.. _inputs.SelectMany(_ => Enumerable.Range(0, search.Width).Select(beam => beam == 0 ? 0 : Handicap))];
    }

    public TokenHistory History { get; }

    /// <summary>Inputs that are not done.</summary>
    public int Running => _inputs.Length;

    /// <summary>Sum of log-probabilities of every beam, [B, width].</summary>
    public float[] Scores { get; private set; }

    /// <summary>The row of the batch before the last step that each present row continues.</summary>
    public int[] Origins { get; private set; } = [];

    /// <summary>The results, in the request's order, once none is running.</summary>
    public IReadOnlyList<GeneratedSequence> Sequences => Array.ConvertAll(_hypotheses, input => input.Best());

    /// <summary>Takes one step: closes hypotheses, extends beams, and lets go of inputs that are done.</summary>
    public void Advance(BeamCandidates candidates)
    {
        _nextInputs.Clear();
        _origins.Clear();
        _tokens.Clear();
        _nextScores.Clear();
        for (var input = 0; input < _inputs.Length; input++)
            Advance(input, candidates);

        (Origins, _inputs, Scores) = ([.. _origins], [.. _nextInputs], [.. _nextScores]);
        History.Select(Origins);
        History.Append([.. _tokens]);
        if (History.Length - 1 == _request.MaxNewTokens)
            CloseOpenBeams();
    }

    private void Advance(int input, BeamCandidates candidates)
    {
        var best = candidates[input, 0].Score;
        if (float.IsNaN(best))
            throw GenerationException.NotANumber(History.Length);
        var first = _tokens.Count;
        for (var rank = 0; rank < candidates.Count && _tokens.Count < first + _search.Width; rank++)
            Take(input, rank, candidates[input, rank]);
        var open = _tokens.Count > first;
        if (!open || _hypotheses[_inputs[input]].IsDone(best, History.Length))
            Drop(first);
        else
            Fill(first, _inputs[input]);
    }

    private void Take(int input, int rank, BeamCandidate candidate)
    {
        var row = RowOf(input, candidate.Beam);
        var ids = History.Row(row)[1..];
        if (_request.EosIds.Contains(candidate.Token))
            Close(input, rank, ids.ToArray(), candidate.Score, FinishReason.Stop);
        else if (_request.StoppingCriteria.Count > 0 && CriterionMet([.. ids, candidate.Token], row) is { } reason)
            Close(input, rank, [.. ids, candidate.Token], candidate.Score, reason);
        else
            Extend(row, candidate.Token, candidate.Score);
    }

    // As Transformers does with the end of sequence: beyond the width it neither closes nor extends a beam.
    private void Close(int input, int rank, int[] ids, float score, FinishReason reason)
    {
        if (rank < _search.Width)
            _hypotheses[_inputs[input]].Add(ids, score, History.Length, reason);
    }

    private void Extend(int row, int token, float score)
    {
        _origins.Add(row);
        _tokens.Add(token);
        _nextScores.Add(score);
    }

    private int RowOf(int input, int beam) => History.Length == 1 ? input : (input * _search.Width) + beam;

    private FinishReason? CriterionMet(int[] ids, int row) => _request.CriterionMet(ids, History.Input(row));

    // Criteria may close more beams than candidates can replace: the places left are given to beams that cannot win.
    private void Fill(int first, int requestRow)
    {
        while (_tokens.Count < first + _search.Width)
            Extend(_origins[first], _tokens[first], Handicap);
        _nextInputs.Add(requestRow);
    }

    private void Drop(int first)
    {
        _origins.RemoveRange(first, _origins.Count - first);
        _tokens.RemoveRange(first, _tokens.Count - first);
        _nextScores.RemoveRange(first, _nextScores.Count - first);
    }

    private void CloseOpenBeams()
    {
        for (var row = 0; row < History.Rows; row++)
            if (Scores[row] > Handicap / 2 || _request.StoppingCriteria.Count == 0)
                _hypotheses[_inputs[row / _search.Width]].Add(
                    History.Row(row)[1..].ToArray(), Scores[row], _request.MaxNewTokens, FinishReason.Length);
        _inputs = [];
    }
}
