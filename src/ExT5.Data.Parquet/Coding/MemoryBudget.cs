namespace ExT5.Data.Parquet;

/// <summary>Memory that what is read may take; numbers in a header cannot ask for more.</summary>
/// <param name="limit">Most bytes in all.</param>
/// <param name="option">What to raise when more are needed.</param>
/// <param name="maxExpansion">How many times its size a packed part may grow.</param>
internal sealed class MemoryBudget(long limit, string option, int maxExpansion = 1)
{
    private const long UnsuspectedPart = 10L << 20;

    public long Taken { get; private set; }

    public long Limit => limit;

    public void Take(long bytes)
    {
        if (bytes < 0 || bytes > limit - Taken)
            throw new FormatException($"It needs more than {limit:N0} bytes of memory. Raise {option} if the file is trusted.");
        Taken += bytes;
    }

    /// <summary>Refuses a part that is said to unpack to more than is left, or than parts of its size do, before memory is taken for it.</summary>
    public void CheckPart(long packed, long unpacked)
    {
        if (unpacked < 0 || unpacked > limit - Taken || unpacked > Math.Max(UnsuspectedPart, (double)maxExpansion * packed))
            throw new FormatException(
                $"A part of {packed:N0} bytes is said to unpack to {unpacked:N0}, more than is allowed. Raise {option} if the file is trusted.");
    }

    /// <summary>What unpacked parts of a file may take: as packed text files may.</summary>
    public static MemoryBudget ForFile(long fileBytes, FileSourceOptions options)
    {
        const long unsuspected = 64L << 20;
        var plausible = Math.Max(unsuspected, (double)options.MaxExpansion * fileBytes);
        return new MemoryBudget((long)Math.Min(options.MaxUnpackedBytes, plausible), "MaxUnpackedBytes or MaxExpansion", options.MaxExpansion);
    }
}
