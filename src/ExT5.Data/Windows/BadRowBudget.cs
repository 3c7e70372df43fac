namespace ExT5.Data;

/// <summary>How many bad rows may be skipped before a pipeline stops. A row counts each time it is drawn; documents of denoising tasks
/// count once, each task for itself, when the pipeline opens.</summary>
/// <param name="MaxRows">Most rows in all, 0 or more; default 1,000.</param>
/// <param name="MaxFraction">Largest share of the positions read so far, 0 to 1; one row is always allowed. Default 0.001.</param>
public sealed record BadRowBudget(long MaxRows = 1000, double MaxFraction = 0.001)
{
    /// <inheritdoc cref="BadRowBudget(long, double)"/>
    public long MaxRows { get; } = MaxRows >= 0
        ? MaxRows
        : throw new ArgumentOutOfRangeException(nameof(MaxRows), MaxRows, "Allow 0 or more bad rows.");

    /// <inheritdoc cref="BadRowBudget(long, double)"/>
    public double MaxFraction { get; } = MaxFraction is >= 0 and <= 1
        ? MaxFraction
        : throw new ArgumentOutOfRangeException(nameof(MaxFraction), MaxFraction, "A share lies between 0 and 1.");

    /// <summary>Whether so many skipped rows among so many read are too many.</summary>
    internal bool IsExceeded(long skipped, long read) =>
        skipped > MaxRows || skipped > Math.Max(1, MaxFraction * read);

    /// <summary>The error for too many.</summary>
    internal BadRowsException Exceeded(long skipped, long read, string what, ExampleException last) => new(
        $"{skipped:N0} bad rows were skipped among {read:N0} {what}; the budget is {MaxRows:N0} rows and a share of " +
        $"{MaxFraction}. The last: {last.Message} Mend the rows, or raise PipelineOptions.BadRows.", last);
}
