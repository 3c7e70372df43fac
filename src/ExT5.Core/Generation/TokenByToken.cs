using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// A decode of one batch that takes one token a step and never goes back, so that tokens may be shown as they come.
/// Nothing of torch is open between two steps.
/// </summary>
internal sealed class TokenByToken
{
    private readonly DecodingStrategy _strategy;
    private readonly ITokenChooser _chooser;
    private readonly INextTokenLogits _logits;
    private readonly DecodingRequest _request;

    /// <summary>Prepares the first step.</summary>
    /// <param name="strategy">Its processors.</param>
    /// <param name="chooser">Chooses tokens; usually the strategy itself.</param>
    /// <param name="logits">The decoder.</param>
    /// <param name="request">Rows, special ids and limits.</param>
    /// <param name="draws">Outputs of each input; 1 or more.</param>
    public TokenByToken(
        DecodingStrategy strategy, ITokenChooser chooser, INextTokenLogits logits, DecodingRequest request, int draws)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(request);
        (_strategy, _chooser, _logits, _request) = (strategy, chooser, logits, request);
        Rows = new TokenRows(request, draws);
        if (draws > 1)
            logits.Rearrange(Rows.FirstRows);
    }

    public TokenRows Rows { get; }

    /// <summary>Takes all steps.</summary>
    public IReadOnlyList<GeneratedSequence> Finish(CancellationToken cancellationToken)
    {
        while (Rows.Running > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step();
        }

        return Rows.Sequences;
    }

    /// <summary>Gives every running row its next token.</summary>
    public void Step()
    {
        var (tokens, logProbabilities) = Choose();
        Rows.Append(tokens, logProbabilities);
        if (Rows.Compact() is { Length: > 0 } kept)
            _logits.Rearrange(kept);
    }

    private (int[] Tokens, float[] LogProbabilities) Choose()
    {
        using var scope = NewDisposeScope();
        var history = Rows.History;
        var scores = _logits.Advance(history.LastTokens()); // [N, V]
        var normalizer = scores.logsumexp(1, keepdim: true); // [N, 1]
        if (!_strategy.Processes(history, _request))
        {
            var best = _chooser.Choose(scores, Rows);
            return (HostCopy.Ids(best), HostCopy.Floats(scores.gather(1, best).sub_(normalizer)));
        }

        var processed = _strategy.Process(history, scores.clone(), _request);
        var chosen = _chooser.Choose(processed, Rows); // [N, 1]
        var logProbability = scores.gather(1, chosen).sub_(normalizer);
        var both = HostCopy.Floats(cat([logProbability, processed.gather(1, chosen)], 1)); // [N, 2]
        if (both.Where((_, place) => place % 2 == 1).Any(float.IsNegativeInfinity))
            throw GenerationException.NothingAllowed(history.Length);
        return (HostCopy.Ids(chosen), [.. both.Where((_, place) => place % 2 == 0)]);
    }
}
