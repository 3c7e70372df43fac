using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Looks one token ahead with the most likely tokens and takes the one that is likely and yet unlike all before it, so
/// that open-ended texts neither repeat themselves nor drift: contrastive search (Su et al. 2022), as Transformers
/// (4.41) does it for encoder-decoder models.
/// </summary>
/// <param name="PenaltyAlpha">
/// Weight a of the likeness: a candidate's score is (1 - a) * its probability - a * the greatest cosine between its
/// hidden state and those of the tokens before it, the decoder's start included. 0 is greedy search; 0 to 1. Default 0.6.
/// </param>
/// <param name="TopK">Candidates of each step; 1 or more, cut to the vocabulary. Default 4.</param>
/// <remarks>
/// Each step decodes <paramref name="TopK"/> rows for every input. Finished inputs leave the batch. Other than
/// Transformers, it never takes a candidate that a processor has banned. The score of a sequence is the mean
/// log-probability per token as the model gave it, before processors.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
public sealed record ContrastiveSearch(double PenaltyAlpha = 0.6, int TopK = 4) : DecodingStrategy
{
    /// <summary>Weight of the likeness to the tokens before; 0 to 1.</summary>
    public double PenaltyAlpha { get; init => field = Bounds.Part(value); } = Bounds.Part(PenaltyAlpha);

    /// <summary>Candidates of each step; 1 or more.</summary>
    public int TopK { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, TopK);

    /// <inheritdoc/>
    protected internal override int RowsPerInput => TopK;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The decoder shows no hidden states.</exception>
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(request);
        if (logits is not INextTokenStates decoder)
            throw new ArgumentException(
                $"A {logits.GetType().Name} shows no hidden states, which contrastive search compares; " +
                $"implement {nameof(INextTokenStates)}.", nameof(logits));
        cancellationToken.ThrowIfCancellationRequested();
        var rows = new TokenRows(request, draws: 1);
        using var context = new ContrastiveContext(decoder, rows.History.LastTokens());
        while (rows.Running > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(context, rows, request);
        }

        return rows.Sequences;
    }

    private void Step(ContrastiveContext context, TokenRows rows, DecodingRequest request)
    {
        using var scope = NewDisposeScope();
        var scores = Processes(rows.History, request)
            ? Process(rows.History, context.Logits.clone(), request)
            : context.Logits; // [N, V]
        var count = (int)Math.Min(TopK, scores.shape[1]);
        var (values, candidates) = scores.softmax(1).topk(count, 1); // [N, K], best first
        var banned = scores.gather(1, candidates).isneginf();
        var likeness = context.LookAhead(HostCopy.Ids(candidates), count); // [N, K]
        using Scalar confidence = 1 - PenaltyAlpha, penalty = PenaltyAlpha;
        var best = ((values * confidence) - (likeness * penalty))
            .masked_fill_(banned, Scalars.MinusInfinity).argmax(1, keepdim: true); // [N, 1]
        if (banned.gather(1, best).any().item<bool>())
            throw GenerationException.NothingAllowed(rows.History.Length);
        var tokens = candidates.gather(1, best);
        var logProbabilities = context.Logits.gather(1, tokens) - context.Logits.logsumexp(1, keepdim: true);
        rows.Append(HostCopy.Ids(tokens), HostCopy.Floats(logProbabilities));
        if (rows.Running > 0)
            context.Choose(HostCopy.Ids(best), rows.Compact());
    }
}
