using System.Globalization;

namespace ExT5.Core;

/// <summary>What was decoded for one input.</summary>
/// <param name="Ids">The generated ids, without the decoder's start and without the end of sequence.</param>
/// <param name="Score">
/// Log-probability in nats. <see cref="BeamSearch"/> and <see cref="GroupBeamSearch"/>: the sum over the tokens (end of
/// sequence included) divided by their number to the power of the length penalty, Transformers' <c>sequences_scores</c>.
/// <see cref="GreedySearch"/>, <see cref="Sampling"/> and <see cref="ContrastiveSearch"/>: the mean per token as the
/// model gave it, before processors.
/// </param>
/// <param name="FinishReason">Whether it ended by itself or was cut.</param>
public sealed record GeneratedSequence(IReadOnlyList<int> Ids, double Score, FinishReason FinishReason)
{
    /// <summary>
    /// The next best sequences, best first, when the strategy was asked for more than one; of <see cref="Sampling"/>
    /// the other draws in the order they were drawn; else empty.
    /// </summary>
    public IReadOnlyList<GeneratedSequence> Alternatives { get; init; } = [];

    /// <summary>
    /// Log-probability of each token in nats, the end of sequence last where there is one: of searches with beams after
    /// processors, so that their sum is what the score is made of; of the others as the model gave it, before processors.
    /// Empty when a strategy of your own leaves it out.
    /// </summary>
    public IReadOnlyList<float> TokenLogProbabilities { get; init; } = [];

    /// <summary>
    /// Tokens of the input that were not read, as <see cref="GenerationLimits.InputOverflow"/> asked; 0: it was read whole.
    /// </summary>
    public int InputTokensCut { get; init; }

    /// <summary>Ids, score and reason on one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{string.Join(", ", Ids)}] score {Score:0.####}, {FinishReason}");
}
