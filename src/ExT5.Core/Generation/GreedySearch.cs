using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Takes the best token at every step: Transformers' greedy search.</summary>
/// <remarks>Finished rows leave the batch, so that its work shrinks with the rows that still run.</remarks>
public sealed record GreedySearch : DecodingStrategy
{
    /// <inheritdoc/>
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(request);
        var rows = new GreedyRows(request);
        while (rows.Running > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (tokens, logProbabilities) = Choose(logits, rows.History, request);
            rows.Append(tokens, logProbabilities);
            if (rows.Compact() is { Length: > 0 } kept)
                logits.Rearrange(kept);
        }

        return rows.Sequences;
    }

    private (int[] Tokens, float[] LogProbabilities) Choose(
        INextTokenLogits logits, TokenHistory history, DecodingRequest request)
    {
        using var scope = NewDisposeScope();
        var scores = logits.Advance(history.LastTokens()); // [N, V]
        var normalizer = scores.logsumexp(1, keepdim: true); // [N, 1]
        var best = Processes(history, request)
            ? Process(history, scores.clone(), request).argmax(1, keepdim: true) // [N, 1]
            : scores.argmax(1, keepdim: true);
        return (HostCopy.Ids(best), HostCopy.Floats(scores.gather(1, best).sub_(normalizer)));
    }
}
