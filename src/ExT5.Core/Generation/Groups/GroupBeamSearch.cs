using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Beam search in groups, each of which is kept from taking the tokens that those before it took at the same step, so
/// that the outputs of an input differ: diverse beam search (Vijayakumar et al. 2016) as Transformers (4.41) does it.
/// </summary>
/// <param name="Width">Beams of each input, of all groups together; a multiple of <paramref name="Groups"/>. Default 4.</param>
/// <param name="Groups">Groups of beams; 1 or more (1 is <see cref="BeamSearch"/>). Default 2.</param>
/// <param name="DiversityPenalty">
/// Taken from a token's log-probability for each beam of the groups before that took it at this step; 0 or more, in
/// nats. Default 0.5 (the paper finds 0.2 to 0.8 good). Transformers' <c>diversity_penalty</c>, which has no default.
/// </param>
/// <param name="LengthPenalty">As <see cref="BeamSearch.LengthPenalty"/>. Default 1.</param>
/// <param name="EarlyStopping">When a group of an input is done. Default <see cref="EarlyStopping.Heuristic"/>.</param>
/// <param name="ReturnSequences">
/// Hypotheses returned for each input, 1 up to <paramref name="Width"/>, the best of all groups; those after the best
/// are its <see cref="GeneratedSequence.Alternatives"/>. Two groups may end with the same ids: both are returned, as
/// Transformers does. Default 1.
/// </param>
/// <remarks>Scores contain the penalties. Groups of an input leave the batch as they are done.</remarks>
/// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
public sealed record GroupBeamSearch(
    int Width = 4,
    int Groups = 2,
    double DiversityPenalty = 0.5,
    double LengthPenalty = 1.0,
    EarlyStopping EarlyStopping = EarlyStopping.Heuristic,
    int ReturnSequences = 1) : DecodingStrategy
{
    /// <summary>Beams of each input, of all groups together; a multiple of <see cref="Groups"/>.</summary>
    public int Width { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Width);

    /// <summary>Groups of beams; 1 or more.</summary>
    public int Groups { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Groups);

    /// <summary>Taken from a token's log-probability for each beam of the groups before that took it; 0 or more.</summary>
    public double DiversityPenalty { get; init => field = Bounds.AtLeast(0, Bounds.Finite(value)); } =
        Bounds.AtLeast(0, Bounds.Finite(DiversityPenalty));

    /// <summary>Power of the length that divides a hypothesis' log-probability; any finite number.</summary>
    public double LengthPenalty { get; init => field = Bounds.Finite(value); } = Bounds.Finite(LengthPenalty);

    /// <summary>Hypotheses returned for each input; 1 up to <see cref="Width"/>.</summary>
    public int ReturnSequences { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, ReturnSequences);

    /// <inheritdoc/>
    protected internal override int RowsPerInput => Width;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The numbers of beams, groups and sequences do not fit together.</exception>
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(request);
        if (Width % Groups != 0)
            throw new InvalidOperationException(
                $"Width is {Width}, which {Groups} groups cannot share evenly; make it a multiple of {Groups}.");
        if (ReturnSequences > Width)
            throw new InvalidOperationException(
                $"ReturnSequences is {ReturnSequences}, but {Width} beams hold no more than {Width}.");
        var group = new BeamSearch(Width / Groups, LengthPenalty, EarlyStopping) { Processors = Processors };
        var groups = new BeamGroups(group, Groups, request);
        while (groups.Running)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (var scope = NewDisposeScope())
                groups.Advance(logits.Advance(groups.LastTokens()).log_softmax(1), DiversityPenalty); // [N, V]
            if (groups.Running)
                logits.Rearrange(groups.Origins());
        }

        return groups.Best(ReturnSequences);
    }
}
