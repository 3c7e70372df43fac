using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Takes the best token at every step: Transformers' greedy search.</summary>
/// <remarks>Finished rows leave the batch, so that its work shrinks with the rows that still run.</remarks>
public sealed record GreedySearch : DecodingStrategy, ITokenChooser
{
    /// <inheritdoc/>
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default) =>
        new TokenByToken(this, this, logits, request, draws: 1).Finish(cancellationToken);

    Tensor ITokenChooser.Choose(Tensor scores, TokenRows rows) => scores.argmax(1, keepdim: true);
}
