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
    private readonly PhraseBanks? _phrases;
    private readonly List<int> _nextInputs = [];
    private readonly List<BeamStep> _steps = [];
    private int[] _inputs;
    private BeamPath[] _paths = []; // of each row, none before the first step

    public BeamRows(BeamSearch search, DecodingRequest request)
    {
        (_search, _request) = (search, request);
        _phrases = search.ForcedPhrases.Count > 0 ? new(search.ForcedPhrases) : null;
        _inputs = [.. Enumerable.Range(0, request.Rows)];
        _hypotheses = [.. _inputs.Select(_ => new BeamHypotheses(search, request.MaxNewTokens))];
        History = new TokenHistory(request);
        Taken = new int[request.Rows * search.Width];
        Scores = [.. _inputs.SelectMany(_ => Enumerable.Range(0, search.Width).Select(beam => beam == 0 ? 0 : Handicap))];
    }

    public TokenHistory History { get; }

    /// <summary>Inputs that are not done.</summary>
    public int Running => _inputs.Length;

    /// <summary>The request's row behind each running input.</summary>
    public IReadOnlyList<int> Inputs => _inputs;

    /// <summary>The finished hypotheses of each of the request's rows.</summary>
    public IReadOnlyList<BeamHypotheses> Hypotheses => _hypotheses;

    /// <summary>
    /// What the beams of each of the request's rows took at the last step, [rows, width]; the decoder's start (T5's
    /// padding) where one was done before, as in Transformers.
    /// </summary>
    public int[] Taken { get; }

    /// <summary>Sum of log-probabilities of every beam, [B, width].</summary>
    public float[] Scores { get; private set; }

    /// <summary>The row of the batch before the last step that each present row continues.</summary>
    public int[] Origins { get; private set; } = [];

    /// <summary>The results, in the request's order, once none is running.</summary>
    public IReadOnlyList<GeneratedSequence> Sequences => Array.ConvertAll(_hypotheses, input => input.Best());

    /// <summary>The tokens that would bring rows further in the search's forced phrases; none when it has none.</summary>
    public IReadOnlyList<ForcedToken> Propose() => _phrases?.Propose(History) ?? [];

    /// <summary>Takes one step: closes hypotheses, extends beams, and lets go of inputs that are done.</summary>
    public void Advance(BeamCandidates candidates)
    {
        _nextInputs.Clear();
        _steps.Clear();
        Array.Fill(Taken, _request.StartId);
        for (var input = 0; input < _inputs.Length; input++)
            Advance(input, candidates);

        _inputs = [.. _nextInputs];
        _paths = [.. _steps.Select(step => Path(step.Row, step.Score))];
        (Origins, Scores) = ([.. _steps.Select(step => step.Row)], [.. _steps.Select(step => step.Score)]);
        History.Select(Origins);
        History.Append([.. _steps.Select(step => step.Token)]);
        if (History.Length - 1 == _request.MaxNewTokens)
            CloseOpenBeams();
    }

    /// <summary>Takes what beams take that are done: nothing.</summary>
    public void Rest() => Array.Fill(Taken, _request.StartId);

    private void Advance(int input, BeamCandidates candidates)
    {
        var best = candidates[input, 0].Score;
        if (float.IsNaN(best))
            throw GenerationException.NotANumber(History.Length);
        var first = _steps.Count;
        for (var rank = 0; rank < candidates.Count && _steps.Count < first + _search.Width; rank++)
            Take(input, rank, candidates[input, rank]);
        if (_steps.Count == first)
            return;
        Fill(first);
        Force(first, input, candidates);
        Note(first, _inputs[input]);
        if (float.IsNegativeInfinity(best) || _hypotheses[_inputs[input]].IsDone(best, History.Length))
            _steps.RemoveRange(first, _search.Width);
        else
            _nextInputs.Add(_inputs[input]);
    }

    private void Take(int input, int rank, BeamCandidate candidate)
    {
        var row = RowOf(input, candidate.Beam);
        var ids = History.Row(row)[1..];
        if (_request.EosIds.Contains(candidate.Token) && Lacks(row))
            return;
        if (_request.EosIds.Contains(candidate.Token))
            Close(input, rank, ids.ToArray(), candidate, FinishReason.Stop);
        else if (_request.StoppingCriteria.Count > 0 && CriterionMet([.. ids, candidate.Token], row) is { } reason)
            Close(input, rank, [.. ids, candidate.Token], candidate, reason);
        else
            _steps.Add(new(row, candidate.Token, candidate.Score));
    }

    // As Transformers does with the end of sequence: beyond the width it neither closes nor extends a beam.
    private void Close(int input, int rank, int[] ids, BeamCandidate candidate, FinishReason reason)
    {
        if (rank < _search.Width)
            _hypotheses[_inputs[input]].Add(
                ids, candidate.Score, History.Length, reason, Path(RowOf(input, candidate.Beam), candidate.Score));
    }

    private BeamPath Path(int row, float score) =>
        _paths.Length == 0 ? new(score, null) : new(score - Scores[row], _paths[row]);

    private int RowOf(int input, int beam) => History.Length == 1 ? input : (input * _search.Width) + beam;

    private FinishReason? CriterionMet(int[] ids, int row) => _request.CriterionMet(ids, History.Input(row));

    // Criteria may close more beams than candidates can replace: the places left are given to beams that cannot win.
    private void Fill(int first)
    {
        while (_steps.Count < first + _search.Width)
            _steps.Add(_steps[first] with { Score = Handicap });
    }

    private void Force(int first, int input, BeamCandidates candidates)
    {
        if (_phrases is null)
            return;
        var chosen = _phrases.Choose(
            History, _steps[first..], candidates.Forced.Where(forced => InputOf(forced.Token.Row) == input));
        _steps.RemoveRange(first, _search.Width);
        _steps.AddRange(chosen);
    }

    private void Note(int first, int requestRow)
    {
        for (var beam = 0; beam < _search.Width; beam++)
            Taken[(requestRow * _search.Width) + beam] = _steps[first + beam].Token;
    }

    private void CloseOpenBeams()
    {
        foreach (var rows in Enumerable.Range(0, History.Rows).Chunk(_search.Width))
        {
            var lacking = rows.Where(Lacks).ToArray();
            foreach (var row in rows.Except(lacking))
                CloseOpenBeam(row);
            if (rows.Length - lacking.Length < _search.ReturnSequences) // then Transformers returns what it has
                foreach (var row in lacking)
                    CloseOpenBeam(row);
        }

        _inputs = [];
    }

    private void CloseOpenBeam(int row)
    {
        if (Scores[row] > Handicap / 2 || _request.StoppingCriteria.Count == 0)
            _hypotheses[_inputs[row / _search.Width]].Add(
                History.Row(row)[1..].ToArray(), Scores[row], _request.MaxNewTokens, FinishReason.Length, _paths[row]);
    }

    private bool Lacks(int row) => _phrases is not null && !_phrases.Complete(History.Row(row));

    private int InputOf(int row) => History.Length == 1 ? row : row / _search.Width;
}
