using System.Buffers.Binary;

namespace ExT5.Data.Parquet;

/// <summary>A Parquet file: its schema, its row groups, and the columns of a row group when they are asked for.</summary>
internal sealed class ParquetFile
{
    private const int TailBytes = 8;
    private readonly ByteStore _bytes;
    private readonly FileSourceOptions _options;
    private readonly List<SchemaNode> _leaves = [];
    private readonly IReadOnlyList<RowGroup> _groups;
    private readonly string[] _names;

    public ParquetFile(ByteStore bytes, FileSourceOptions options, IReadOnlyList<string>? columns)
    {
        (_bytes, _options) = (bytes, options);
        var budget = MemoryBudget.ForFile(bytes.Length, options);
        (var schema, _groups) = FooterReader.Read(Footer(bytes), budget);
        var root = SchemaNode.Build(schema, _leaves, budget);
        if (_leaves.Count == 0) throw new FormatException("The file has no columns.");
        _names = [.. columns ?? root.Names];
        Nodes = [.. _names.Select(name => root.Children.FirstOrDefault(node => node.Element.Name == name)
            ?? throw new FormatException($"There is no column '{name}'. The columns are: {string.Join(", ", root.Names)}."))];
    }

    /// <summary>The columns of rows.</summary>
    public IReadOnlyList<SchemaNode> Nodes { get; }

    /// <summary>Rows of each row group.</summary>
    public IEnumerable<int> RowsOfGroups => _groups.Select(group => group.Rows);

    /// <summary>Unpacks the columns of a row group and says what memory they take.</summary>
    public (ColumnValues[] Columns, long Bytes) ReadGroup(int number)
    {
        var (group, budget) = (_groups[number], MemoryBudget.ForFile(_bytes.Length, _options));
        var columns = new ColumnValues[_leaves.Count];
        foreach (var node in Nodes)
            for (var leaf = node.FirstLeaf; leaf < node.FirstLeaf + node.Leaves; leaf++)
                columns[leaf] = ReadColumn(group, _leaves[leaf], budget);
        return (columns, budget.Taken);
    }

    public DataRow Row(ColumnValues[] columns, int row) => RowAssembly.Read(columns, Nodes, _names, row, _options.MaxRowBytes);

    private ColumnValues ReadColumn(RowGroup group, SchemaNode leaf, MemoryBudget budget)
    {
        try
        {
            var chunk = group.Columns.FirstOrDefault(column => column.Path == leaf.Path) ?? throw new FormatException("It has no values.");
            return new ColumnReader(leaf, chunk, budget).Read(_bytes, group.Rows);
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw new FormatException($"Column '{leaf.Path}': {error.Message}", error);
        }
    }

    private static byte[] Footer(ByteStore bytes)
    {
        var (head, tail) = (new byte[4], new byte[TailBytes]);
        if (bytes.Length < 4 + TailBytes || !bytes.TryReadExactly(head, 0) || !head.AsSpan().SequenceEqual("PAR1"u8))
            throw new FormatException("The file is not Parquet: it does not start with PAR1.");
        if (!bytes.TryReadExactly(tail, bytes.Length - TailBytes) || !tail.AsSpan(4).SequenceEqual("PAR1"u8))
            throw new FormatException("The Parquet file is cut short or encrypted: it does not end with PAR1. Fetch it again.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > bytes.Length - 4 - TailBytes) throw new FormatException("The footer is said to be longer than the file.");
        var footer = new byte[length];
        return bytes.TryReadExactly(footer, bytes.Length - TailBytes - length)
            ? footer
            : throw new FormatException("The file became shorter while it was opened.");
    }
}
