using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Makes scores log-probabilities again after other processors, so that a beam search compares what adds up to 1:
/// Transformers' <c>renormalize_logits</c>. Put it last.
/// </summary>
public sealed record Renormalization : ILogitsProcessor
{
    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.log_softmax(1);
    }
}
