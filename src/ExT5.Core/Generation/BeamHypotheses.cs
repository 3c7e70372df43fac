namespace ExT5.Core;

/// <summary>The finished hypotheses of one input: the best of those seen, as many as the beam is wide.</summary>
internal sealed class BeamHypotheses(BeamSearch search, int maxNewTokens)
{
    // Far below any sum of log-probabilities: of beams with Transformers' handicap, or with a banned token.
    private const float Impossible = -5e8f;

    private readonly List<(GeneratedSequence Sequence, bool Possible)> _kept = new(search.Width + 1);
    private double _worst = double.PositiveInfinity;

    /// <summary>The best hypothesis, with the next best as its alternatives; of equals, the latest first.</summary>
    /// <param name="groups">The hypotheses of an input, of one group of beams or more.</param>
    /// <param name="count">How many are wanted; there are fewer when fewer are possible.</param>
    /// <exception cref="GenerationException">None is possible.</exception>
    public static GeneratedSequence Best(IEnumerable<BeamHypotheses> groups, int count)
    {
        var best = groups.SelectMany(group => group._kept)
            .Where(kept => kept.Possible).Select(kept => kept.Sequence)
            .Reverse().OrderByDescending(sequence => sequence.Score).Take(count).ToArray();
        return best.Length > 0 ? best[0] with { Alternatives = best[1..] } : throw GenerationException.NoHypothesis();
    }

    /// <summary>Offers a hypothesis of so many tokens (end of sequence included).</summary>
    public void Add(int[] ids, float logProbability, int length, FinishReason reason, BeamPath? path = null)
    {
        var score = Score(logProbability, length);
        if (_kept.Count >= search.Width && !(score > _worst))
            return;
        var sequence = new GeneratedSequence(ids, score, reason) { TokenLogProbabilities = path?.ToArray() ?? [] };
        _kept.Add((sequence, logProbability > Impossible));
        if (_kept.Count > search.Width)
            _kept.Remove(_kept.MinBy(kept => kept.Sequence.Score)); // the oldest of equals, as Transformers does
        _worst = _kept.Min(kept => kept.Sequence.Score);
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

    /// <summary>The best hypothesis of a search without groups.</summary>
    public GeneratedSequence Best() => Best([this], search.ReturnSequences);

    private double Score(float logProbability, int length) =>
        logProbability / Math.Pow(length, search.LengthPenalty);
}
