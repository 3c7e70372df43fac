namespace ExT5.Core;

/// <summary>
/// The log-probabilities of a beam's tokens, the newest first; beams that part share what they had in common.
/// </summary>
/// <param name="LogProbability">Of the newest token, after processors.</param>
/// <param name="Before">Those before it; <see langword="null"/> at the first token.</param>
internal sealed record BeamPath(float LogProbability, BeamPath? Before)
{
    /// <summary>All of a path, the first token first.</summary>
    public float[] ToArray()
    {
        var all = new List<float>();
        for (var path = this; path is not null; path = path.Before)
            all.Add(path.LogProbability);
        all.Reverse();
        return [.. all];
    }
}
