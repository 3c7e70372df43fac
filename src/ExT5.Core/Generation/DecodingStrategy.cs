using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// How tokens are chosen from the model's scores: <see cref="GreedySearch"/>, <see cref="BeamSearch"/>,
/// <see cref="Sampling"/>, <see cref="GroupBeamSearch"/>, <see cref="ContrastiveSearch"/>, or your own.
/// </summary>
public abstract record DecodingStrategy
{
    /// <summary>What changes the scores before tokens are chosen, in this order. Default: nothing.</summary>
    public IReadOnlyList<ILogitsProcessor> Processors { get; init; } = [];

    /// <summary>
    /// The most rows that one input has in the decoder, as beams or draws, by which batches are planned. Default 1.
    /// </summary>
    protected internal virtual int RowsPerInput => 1;

    /// <summary>Decodes every row until it ends or is full. Runs without gradients, in a dispose scope of the caller.</summary>
    /// <param name="logits">The decoder; its rows are the request's.</param>
    /// <param name="request">Rows, special ids and limits.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    /// <returns>One sequence per row of the request, in its order.</returns>
    public abstract IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies the request's least length and then <see cref="Processors"/>, so that a processor that forces a token has
    /// the last word, as in Transformers.
    /// </summary>
    /// <param name="history">Ids so far of the N rows.</param>
    /// <param name="scores">float32 [N, V]; may be changed.</param>
    /// <param name="request">Gives the end of sequence and the least length.</param>
    /// <returns>float32 [N, V].</returns>
    protected internal Tensor Process(TokenHistory history, Tensor scores, DecodingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        scores = new MinNewTokens(request.MinNewTokens, request.EosIds).Process(history, scores);
        foreach (var processor in Processors)
            scores = processor.Process(history, scores);
        return scores;
    }

    /// <summary>Whether <see cref="Process"/> would change anything now.</summary>
    /// <param name="history">Ids so far.</param>
    /// <param name="request">Gives the least length.</param>
    protected internal bool Processes(TokenHistory history, DecodingRequest request) =>
        Processors.Count > 0 || history.Length - 1 < request.MinNewTokens;
}
