namespace ExT5.Core;

/// <summary>How likely a model finds an output.</summary>
/// <param name="LogLikelihood">Sum of the tokens' natural log probabilities, at most 0.</param>
/// <param name="TokenLogLikelihoods">Log probability of each token after those before it; the end of sequence is the last.</param>
public sealed record TargetScore(double LogLikelihood, IReadOnlyList<float> TokenLogLikelihoods)
{
    /// <summary>Tokens of the output, the end of sequence included.</summary>
    public int TokenCount => TokenLogLikelihoods.Count;

    /// <summary>Exponential of the mean negative log probability of a token, at least 1.</summary>
    public double Perplexity => Math.Exp(-LogLikelihood / TokenCount);

    /// <summary>The log-likelihood over <c>tokens ^ penalty</c>, as beam search ranks: 0 is the sum, 1 the mean of a token.</summary>
    /// <param name="lengthPenalty">Any finite number; above 0 favours long outputs.</param>
    public double Normalized(double lengthPenalty) =>
        LogLikelihood / Math.Pow(TokenCount, Bounds.Finite(lengthPenalty, nameof(lengthPenalty)));

    internal static TargetScore Of(float[] tokens) => new(tokens.Sum(token => (double)token), tokens);
}
