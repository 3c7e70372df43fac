namespace ExT5.Data;

/// <summary>How many texts have which number of ids, exactly; end-of-sequence is not counted.</summary>
public sealed class LengthHistogram
{
    /// <summary>Makes a histogram.</summary>
    /// <param name="lengths">Lengths that occur, ascending, each once.</param>
    /// <param name="counts">How often each occurs; at least once.</param>
    /// <exception cref="ArgumentException">The lists do not fit together or are not as described.</exception>
    public LengthHistogram(IReadOnlyList<int> lengths, IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentNullException.ThrowIfNull(counts);
        if (lengths.Count != counts.Count) throw new ArgumentException($"There are {lengths.Count} lengths and {counts.Count} counts.", nameof(counts));
        for (var i = 0; i < lengths.Count; i++)
        {
            if (counts[i] < 1) throw new ArgumentException($"The length {lengths[i]} occurs {counts[i]} times; leave it out.", nameof(counts));
            if (lengths[i] < 0 || (i > 0 && lengths[i] <= lengths[i - 1]))
                throw new ArgumentException($"Length {i} is {lengths[i]}; lengths ascend from 0.", nameof(lengths));
            Count = checked(Count + counts[i]);
            Total = checked(Total + lengths[i] * counts[i]);
        }

        (Lengths, Counts) = (lengths, counts);
    }

    /// <summary>Lengths that occur, ascending.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>How often each of <see cref="Lengths"/> occurs.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>Number of texts.</summary>
    public long Count { get; }

    /// <summary>Number of ids of all texts.</summary>
    public long Total { get; }

    /// <summary>Mean number of ids; 0 without texts.</summary>
    public double Mean => Count == 0 ? 0 : (double)Total / Count;

    /// <summary>The most ids a text has; 0 without texts.</summary>
    public int Max => Lengths.Count == 0 ? 0 : Lengths[^1];

    /// <summary>The smallest length that at least this share of the texts does not exceed; 0 without texts.</summary>
    /// <param name="share">0 to 1; 0.5 gives the median.</param>
    public int Quantile(double share)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is from 0 to 1.");
        var (wanted, seen) = (share * Count, 0L);
        for (var i = 0; i < Lengths.Count; i++)
            if ((seen += Counts[i]) >= wanted) return Lengths[i];
        return Max;
    }

    /// <summary>Number of texts with more ids.</summary>
    /// <param name="length">Ids, end-of-sequence not counted.</param>
    public long CountAbove(int length)
    {
        var above = 0L;
        for (var i = Lengths.Count - 1; i >= 0 && Lengths[i] > length; i--) above += Counts[i];
        return above;
    }

    /// <summary>Ids of all texts beyond a number of ids each: what is lost when they are cut to it.</summary>
    /// <param name="length">Ids, end-of-sequence not counted.</param>
    public long TotalAbove(int length)
    {
        var above = 0L;
        for (var i = Lengths.Count - 1; i >= 0 && Lengths[i] > length; i--) above += (Lengths[i] - (long)length) * Counts[i];
        return above;
    }

    internal static LengthHistogram Of(IReadOnlyDictionary<int, long> counts)
    {
        int[] lengths = [.. counts.Keys.Order()];
        return new LengthHistogram(lengths, [.. lengths.Select(length => counts[length])]);
    }
}
