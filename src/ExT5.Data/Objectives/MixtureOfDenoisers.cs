using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// UL2's objective: every segment is corrupted by one of several denoisers, drawn by share, and says which by its mode
/// token (Tay et al. 2022, section 3).
/// </summary>
/// <remarks>
/// All denoisers share one segment length: the longest that fits the shape, and for which the vocabulary's sentinels suffice,
/// under each of them. A denoiser that hides half of the tokens needs about as many targets as inputs.
/// </remarks>
public sealed record MixtureOfDenoisers : Objective
{
    private readonly double _total;

    /// <summary>A mixture of denoisers.</summary>
    /// <param name="denoisers">At least one.</param>
    /// <exception cref="RegistryException">There is no denoiser.</exception>
    public MixtureOfDenoisers(params IReadOnlyList<Denoiser> denoisers)
    {
        ArgumentNullException.ThrowIfNull(denoisers);
        if (denoisers.Count == 0)
            throw new RegistryException("A mixture of denoisers needs at least one denoiser.");
        Denoisers = denoisers;
        _total = denoisers.Sum(denoiser => denoiser.Share);
    }

    /// <summary>
    /// UL2's seven denoisers in equal parts (paper table 2): regular [R] of spans 3 and 8 at 0.15, sequential [S], extreme [X]
    /// of spans 3, 8 and 64 at 0.5 and 64 at 0.15.
    /// </summary>
    public static MixtureOfDenoisers Ul2 { get; } = new(
        new Denoiser(new SpanCorruption(0.15, 3), ModeToken: "[R]"),
        new Denoiser(new SpanCorruption(0.15, 8), ModeToken: "[R]"),
        new Denoiser(new PrefixLanguageModel(), ModeToken: "[S]"),
        new Denoiser(new SpanCorruption(0.5, 3), ModeToken: "[X]"),
        new Denoiser(new SpanCorruption(0.5, 8), ModeToken: "[X]"),
        new Denoiser(new SpanCorruption(0.15, 64), ModeToken: "[X]"),
        new Denoiser(new SpanCorruption(0.5, 64), ModeToken: "[X]"));

    /// <summary>The denoisers.</summary>
    public IReadOnlyList<Denoiser> Denoisers { get; }

    /// <inheritdoc />
    public override int SegmentLength(BatchShape shape, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(vocabulary);
        CheckModes(vocabulary);
        return Denoisers.Min(denoiser => SegmentLength(denoiser.Objective, Room(denoiser, shape, vocabulary), vocabulary));
    }

    /// <inheritdoc />
    public override TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var denoiser = Draw(random.NextDouble() * _total);
        var example = denoiser.Objective.Corrupt(tokens, Room(denoiser, shape, vocabulary), vocabulary, ref random);
        return example with { Inputs = [.. Mode(denoiser, vocabulary), .. example.Inputs] };
    }

    /// <inheritdoc />
    public bool Equals(MixtureOfDenoisers? other) => other is not null && Denoisers.SequenceEqual(other.Denoisers);

    /// <inheritdoc />
    public override int GetHashCode() => Denoisers.Aggregate(0, HashCode.Combine);

    /// <inheritdoc />
    protected override bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AppendJoin(", ", Denoisers);
        return true;
    }

    private Denoiser Draw(double place)
    {
        foreach (var denoiser in Denoisers)
            if ((place -= denoiser.Share) < 0) return denoiser;
        return Denoisers[^1];
    }

    private static int SegmentLength(Objective objective, BatchShape room, Vocabulary vocabulary) => objective switch
    {
        SpanCorruption spans => spans.FittedTo(room, vocabulary).SegmentLength(room, vocabulary),
        IidDenoising tokens => tokens.FittedLength(room, vocabulary),
        _ => objective.SegmentLength(room, vocabulary),
    };

    // What a vocabulary cannot spell becomes the unknown id in all of them, and no model could be asked for one.
    private void CheckModes(Vocabulary vocabulary)
    {
        var tokenOf = new Dictionary<string, string>();
        foreach (var denoiser in Denoisers.Where(denoiser => denoiser.ModeToken is not null))
        {
            var ids = string.Join(' ', Mode(denoiser, vocabulary).ToArray());
            if (!tokenOf.TryAdd(ids, denoiser.ModeToken!) && tokenOf[ids] != denoiser.ModeToken)
                throw new RegistryException(
                    $"The mode tokens '{tokenOf[ids]}' and '{denoiser.ModeToken}' have the same ids ({ids}) in the vocabulary. Use texts that it can spell.");
        }
    }

    private static BatchShape Room(Denoiser denoiser, BatchShape shape, Vocabulary vocabulary) =>
        shape with { Inputs = shape.Inputs - Mode(denoiser, vocabulary).Length };

    private static ReadOnlySpan<int> Mode(Denoiser denoiser, Vocabulary vocabulary)
    {
        var ids = new ArrayBufferWriter<int>();
        if (denoiser.ModeToken is { } text) vocabulary.Encode(text, ids);
        return ids.WrittenSpan;
    }
}
