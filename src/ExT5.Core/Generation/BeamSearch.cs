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
            beams.Advance(Candidates(logits, beams, request));
            if (beams.Running > 0)
                logits.Rearrange(beams.Origins);
        }

        return beams.Sequences;
    }

    private BeamCandidates Candidates(INextTokenLogits logits, BeamRows beams, DecodingRequest request)
    {
        using var scope = NewDisposeScope();
        var step = logits.Advance(beams.History.LastTokens()).log_softmax(1); // [N, V]
        var scores = Process(beams.History, step, request);
        var vocabulary = scores.shape[1];
        var past = tensor(beams.Scores, [beams.Running, Width, 1], device: scores.device); // of each beam
        var sums = scores.view(beams.Running, -1, vocabulary) + past; // [B, Width, V], N = B at first, then B * Width
        var each = Math.Min(Math.Max(2, 1 + request.EosIds.Count), vocabulary); // so that enough are no end of sequence
        var count = (int)each * Width;
        var (values, places) = sums.view(beams.Running, -1).topk(count, 1); // best first
        return new(HostCopy.Floats(values), HostCopy.Longs(places), count, (int)vocabulary);
    }
}
