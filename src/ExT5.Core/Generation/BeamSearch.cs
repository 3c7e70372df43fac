using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Keeps the best <paramref name="Width"/> open hypotheses of every input and returns the best finished ones:
/// Transformers' beam search (4.41), step by step.
/// </summary>
/// <param name="Width">Beams of each input; 1 or more. Default 4 (T5's and ExT5's).</param>
/// <param name="LengthPenalty">
/// A hypothesis' score is its log-probability divided by its number of tokens (end of sequence included, decoder's
/// start not) to this power: above 0 favours longer ones, below 0 shorter ones. Default 1; T5 translates and
/// summarizes with 0.6.
/// </param>
/// <param name="EarlyStopping">When an input is done. Default <see cref="EarlyStopping.Heuristic"/>.</param>
/// <param name="ReturnSequences">
/// Hypotheses returned for each input, 1 up to <paramref name="Width"/>; those after the best are its
/// <see cref="GeneratedSequence.Alternatives"/>. Default 1. Transformers' <c>num_return_sequences</c>.
/// </param>
/// <remarks>Inputs that are done leave the batch, so that its work shrinks with those that still run.</remarks>
/// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
public sealed record BeamSearch(
    int Width = 4,
    double LengthPenalty = 1.0,
    EarlyStopping EarlyStopping = EarlyStopping.Heuristic,
    int ReturnSequences = 1) : DecodingStrategy
{
    /// <summary>Beams of each input; 1 or more.</summary>
    public int Width { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Width);

    /// <summary>Power of the length that divides a hypothesis' log-probability; any finite number.</summary>
    public double LengthPenalty { get; init => field = Bounds.Finite(value); } = Bounds.Finite(LengthPenalty);

    /// <summary>Hypotheses returned for each input; 1 up to <see cref="Width"/>.</summary>
    public int ReturnSequences { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, ReturnSequences);

    /// <summary>
    /// What every output must hold, in any order. Beams that have come further with it are preferred to likelier ones.
    /// Default: nothing. Transformers' <c>force_words_ids</c> and <c>constraints</c>.
    /// </summary>
    /// <remarks>
    /// An output that ends with <see cref="FinishReason.Stop"/> holds them all. When too few outputs have come so far by the greatest length, the
    /// likeliest are returned without them, as Transformers does; <see cref="ForcedPhrase.IsIn"/> tells.
    /// </remarks>
    public IReadOnlyList<ForcedPhrase> ForcedPhrases { get; init; } = [];

    /// <inheritdoc/>
    protected internal override int RowsPerInput => Width;

    /// <inheritdoc/>
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(request);
        if (ReturnSequences > Width)
            throw new InvalidOperationException(
                $"ReturnSequences is {ReturnSequences}, but a beam of width {Width} holds no more than {Width}.");
        var beams = new BeamRows(this, request);
        while (beams.Running > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Advance(beams, logits, request);
            if (beams.Running > 0)
                logits.Rearrange(beams.Origins);
        }

        return beams.Sequences;
    }

    /// <summary>The best continuations of all running beams.</summary>
    /// <param name="beams">The beams.</param>
    /// <param name="logProbabilities">float32 [N, V], may be changed; N = B at first, then B * width.</param>
    /// <param name="request">What is decoded.</param>
    internal BeamCandidates Candidates(BeamRows beams, Tensor logProbabilities, DecodingRequest request)
    {
        using var scope = NewDisposeScope();
        var scores = Process(beams.History, logProbabilities, request);
        var vocabulary = scores.shape[1];
        var past = tensor(beams.Scores, [beams.Running, Width, 1], device: scores.device); // of each beam
        var sums = scores.view(beams.Running, -1, vocabulary).add(past, Scalars.One); // [B, width, V]
        var each = Math.Min(Math.Max(2, 1 + request.EosIds.Count), vocabulary); // so that enough are no end of sequence
        var count = (int)each * Width;
        var (values, places) = sums.view(beams.Running, -1).topk(count, 1); // best first
        return new(HostCopy.Floats(values), HostCopy.Longs(places), count, (int)vocabulary)
        {
            Forced = Forced(beams, sums),
        };
    }

    private void Advance(BeamRows beams, INextTokenLogits logits, DecodingRequest request)
    {
        using var scope = NewDisposeScope();
        var logProbabilities = logits.Advance(beams.History.LastTokens()).log_softmax(1); // [N, V]
        beams.Advance(Candidates(beams, logProbabilities, request));
    }

    private IReadOnlyList<(ForcedToken Token, float Score)> Forced(BeamRows beams, Tensor sums)
    {
        var tokens = beams.Propose();
        if (tokens.Count == 0)
            return [];
        var (step, vocabulary) = (beams.History.Length, sums.shape[2]);
        var rows = step == 1 ? Width : 1; // of sums for each row of the history
        long[] places = [.. tokens.Select(forced => forced.Token < vocabulary
            ? (forced.Row * rows * vocabulary) + forced.Token
            : throw GenerationException.UnknownToken(forced.Token, vocabulary, step))];
        return [.. tokens.Zip(HostCopy.Floats(sums.view(-1).index_select(0, tensor(places, device: sums.device))))];
    }
}
