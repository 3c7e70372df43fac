namespace ExT5.Data.Parquet;

/// <summary>Memory that what is read may take; numbers in a header cannot ask for more.</summary>
internal sealed class MemoryBudget(long limit, string option)
{
    public long Taken { get; private set; }

    public long Limit => limit;

    public void Take(long bytes)
    {
        if (bytes < 0 || bytes > limit - Taken)
            throw new FormatException($"It needs more than {limit:N0} bytes of memory. Raise {option} if the file is trusted.");
        Taken += bytes;
    }

    /// <summary>What unpacked parts of a file may take: as packed text files may.</summary>
    public static MemoryBudget ForFile(long fileBytes, FileSourceOptions options)
    {
        const long unsuspected = 64L << 20;
        var plausible = Math.Max(unsuspected, (double)options.MaxExpansion * fileBytes);
        return new MemoryBudget((long)Math.Min(options.MaxUnpackedBytes, plausible), "MaxUnpackedBytes or MaxExpansion");
    }
}
