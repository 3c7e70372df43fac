namespace ExT5.Core;

/// <summary>The finished hypotheses of one input: the best of those seen, as many as the beam is wide.</summary>
internal sealed class BeamHypotheses(BeamSearch search, int maxNewTokens)
{
    private readonly List<GeneratedSequence> _kept = new(search.Width + 1);
    private double _worst = double.PositiveInfinity;

    /// <summary>Offers a hypothesis of so many tokens (end of sequence included).</summary>
    public void Add(int[] ids, float logProbability, int length, FinishReason reason)
    {
        var score = Score(logProbability, length);
        if (_kept.Count >= search.Width && !(score > _worst))
            return;
        _kept.Add(new(ids, score, reason));
        if (_kept.Count > search.Width)
            _kept.Remove(_kept.MinBy(kept => kept.Score)!); // the oldest of equals, as Transformers does
        _worst = _kept.Min(kept => kept.Score);
    }

    /// <summary>Whether no open beam is worth following, when the best one has this sum after so many tokens.</summary>
    public bool IsDone(float bestLogProbability, int length)
    {
        if (_kept.Count < search.Width)
            return false;
        return search.EarlyStopping switch
        {
            EarlyStopping.AtWidth => true,
            EarlyStopping.Never when search.LengthPenalty > 0 => _worst >= Score(bestLogProbability, maxNewTokens),
            _ => _worst >= Score(bestLogProbability, length),
        };
    }

    /// <summary>The best hypothesis, with the next best as its alternatives; of equals, the latest first.</summary>
    public GeneratedSequence Best()
    {
        var best = _kept.AsEnumerable().Reverse().OrderByDescending(kept => kept.Score)
            .Take(search.ReturnSequences).ToArray();
        return best[0] with { Alternatives = best[1..] };
    }

    private double Score(float logProbability, int length) =>
        logProbability / Math.Pow(length, search.LengthPenalty);
}
