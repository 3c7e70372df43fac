namespace ExT5.Core;

/// <summary>The best continuations of every running input, best first.</summary>
/// <param name="Values">Log-probability sums, [B, <paramref name="Count"/>].</param>
/// <param name="Places">Beam * vocabulary + token, [B, <paramref name="Count"/>].</param>
/// <param name="Count">Candidates of each input.</param>
/// <param name="Vocabulary">Number of scores of a row.</param>
internal sealed record BeamCandidates(float[] Values, long[] Places, int Count, int Vocabulary)
{
    /// <summary>Continuations that bring forced phrases further, with their sums of log-probabilities.</summary>
    public IReadOnlyList<(ForcedToken Token, float Score)> Forced { get; init; } = [];

    public BeamCandidate this[int input, int rank]
    {
        get
        {
            var (beam, token) = Math.DivRem(Places[(input * Count) + rank], Vocabulary);
            return new((int)beam, (int)token, Values[(input * Count) + rank]);
        }
    }
}

/// <summary>One continuation of a beam.</summary>
/// <param name="Beam">The beam it continues, 0 up to the width - 1.</param>
/// <param name="Token">Its next token.</param>
/// <param name="Score">Sum of log-probabilities, this token's included.</param>
internal readonly record struct BeamCandidate(int Beam, int Token, float Score);
