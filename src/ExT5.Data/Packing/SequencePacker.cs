namespace ExT5.Data;

/// <summary>
/// Packs tokenized examples into batches, first-fit-decreasing over all it is given, or in order (<see cref="BatchShape.Packing"/>): every example is in one row of
/// one batch, and none is split. Examples longer than a row are trimmed to it, as SeqIO's <c>trim_and_pack_dataset</c> does.
/// </summary>
/// <param name="shape">Rows and lengths; unpacked shapes take one example a row.</param>
/// <param name="padId">Id that fills unused places; T5: 0.</param>
/// <param name="seed">Decides the order of the rows.</param>
/// <exception cref="RegistryException">The shape has no room.</exception>
public sealed class SequencePacker(BatchShape shape, int padId = 0, ulong seed = 0)
{
    private readonly BatchShape _shape = (shape ?? throw new ArgumentNullException(nameof(shape))).Validated();

    /// <summary>Packs examples; the last batch may have empty rows.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="taskIds">Index of each example's task, written beside its targets.</param>
    public IEnumerable<PackedBatch> Pack(IReadOnlyList<TokenizedExample> examples, IReadOnlyList<int> taskIds)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(taskIds);
        ArgumentOutOfRangeException.ThrowIfNotEqual(taskIds.Count, examples.Count);
        var lengths = examples.Select(example => BatchWriter.LengthsOf(BatchWriter.Checked(example), _shape)).ToArray();
        var rows = PackingPlan.Of(lengths, _shape, seed);
        return _shape.TokenBudget is null
            ? rows.Chunk(_shape.Sequences).Select(chunk => Write(chunk, _shape, examples, taskIds))
            : rows.Select(row => Write([.. row.Select(example => new[] { example })], BatchWriter.ShapeOf(row, lengths, _shape), examples, taskIds));
    }

    private PackedBatch Write(int[][] rows, BatchShape batchShape, IReadOnlyList<TokenizedExample> examples, IReadOnlyList<int> taskIds)
    {
        var writer = new BatchWriter(batchShape, padId);
        foreach (var row in rows)
        {
            foreach (var example in row) writer.Add(examples[example], taskIds[example]);
            writer.EndRow();
        }

        return writer.Batch;
    }
}
