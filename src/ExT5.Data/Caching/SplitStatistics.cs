namespace ExT5.Data;

/// <summary>What a cache counted in a split of a task while it was written.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Split">The split.</param>
/// <param name="Documents">True for a denoising task: its rows are documents and are counted as targets.</param>
/// <param name="Inputs">Ids of the inputs.</param>
/// <param name="Targets">Ids of the targets, or of the documents.</param>
/// <param name="InputCharacters">UTF-16 units of all inputs.</param>
/// <param name="TargetCharacters">UTF-16 units of all targets, or of the documents.</param>
public sealed record SplitStatistics(
    string Task, DatasetSplit Split, bool Documents, LengthHistogram Inputs, LengthHistogram Targets, long InputCharacters, long TargetCharacters)
{
    /// <summary>Number of rows.</summary>
    public long Examples => Targets.Count;

    /// <summary>Ids of all inputs, without end-of-sequence.</summary>
    public long InputTokens => Inputs.Total;

    /// <summary>Ids of all targets or documents, without end-of-sequence.</summary>
    public long TargetTokens => Targets.Total;

    /// <summary>Rows and mean tokens of a row, without end-of-sequence, for rates.</summary>
    public TaskSize Size => Examples == 0 ? new TaskSize(0, 0, 0) : new TaskSize(Examples, (double)InputTokens / Examples, (double)TargetTokens / Examples);

    /// <summary>Examples whose input a batch of this shape cuts; 0 for documents, which are split and not cut.</summary>
    /// <param name="shape">Its lengths hold one end-of-sequence each.</param>
    public long CutInputs(BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Documents ? 0 : Inputs.CountAbove(shape.Inputs - 1);
    }

    /// <summary>Examples whose target a batch of this shape cuts; 0 for documents, which are split and not cut.</summary>
    /// <inheritdoc cref="CutInputs"/>
    public long CutTargets(BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Documents ? 0 : Targets.CountAbove(shape.Targets - 1);
    }

    /// <summary>What a batch of this shape cuts of all examples: exact counts. Nothing of documents, which are split.</summary>
    /// <inheritdoc cref="CutInputs"/>
    public TaskTruncation Truncation(BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Documents ? new TaskTruncation(Task, Examples) : new TaskTruncation(
            Task, Examples, CutInputs(shape), CutTargets(shape), Inputs.TotalAbove(shape.Inputs - 1), Targets.TotalAbove(shape.Targets - 1));
    }

    /// <summary>Counts a split from the tables of its shards.</summary>
    internal static SplitStatistics Of(CachedExamples examples, CancellationToken cancellationToken)
    {
        var (inputs, targets) = (new Dictionary<int, long>(), new Dictionary<int, long>());
        for (var row = 0L; row < examples.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!examples.Documents) Add(inputs, examples.InputLength(row));
            Add(targets, examples.TargetLength(row));
        }

        return new SplitStatistics(
            examples.Task, examples.Split, examples.Documents, LengthHistogram.Of(inputs), LengthHistogram.Of(targets),
            examples.InputCharacters, examples.TargetCharacters);
    }

    private static void Add(Dictionary<int, long> counts, int length) => counts[length] = counts.GetValueOrDefault(length) + 1;
}
