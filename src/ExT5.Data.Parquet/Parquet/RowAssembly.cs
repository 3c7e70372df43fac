namespace ExT5.Data.Parquet;

/// <summary>Puts a row together from the levels of its columns (the record assembly of Dremel).</summary>
internal sealed class RowAssembly(ColumnValues[] columns, MemoryBudget budget)
{
    private const int ValueBytes = 32;

    /// <summary>The row of some columns.</summary>
    public static DataRow Read(ColumnValues[] columns, IReadOnlyList<SchemaNode> nodes, string[] names, int row, int maxRowBytes)
    {
        var (from, to) = (new int[columns.Length], new int[columns.Length]);
        for (var leaf = 0; leaf < columns.Length; leaf++)
            if (columns[leaf] is { } column) (from[leaf], to[leaf]) = column.LevelsOf(row);
        var assembly = new RowAssembly(columns, new MemoryBudget(4L * maxRowBytes, "MaxRowBytes"));
        var values = new object?[nodes.Count];
        for (var i = 0; i < values.Length; i++) values[i] = assembly.Value(nodes[i], from, to);
        return new DataRow(names, values);
    }

    private object? Value(SchemaNode node, int[] from, int[] to)
    {
        budget.Take(ValueBytes);
        if (columns[node.FirstLeaf].DefinitionAt(from[node.FirstLeaf]) < node.Definition) return node.IsRepeated ? Array.Empty<object?>() : null;
        return node.IsRepeated ? List(node, from, to) : Content(node, from, to);
    }

    private object? Content(SchemaNode node, int[] from, int[] to)
    {
        if (node.IsLeaf)
        {
            if (node.Element.Type >= PhysicalType.ByteArray) budget.Take(columns[node.FirstLeaf].BytesAt(from[node.FirstLeaf]).Length);
            return LeafValue.Of(columns[node.FirstLeaf], from[node.FirstLeaf]);
        }

        if (node.IsWrapper) return Value(node.Children[0], from, to);
        var values = new object?[node.Children.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Value(node.Children[i], from, to);
        return new DataRow(node.Names, values);
    }

    private List<object?> List(SchemaNode node, int[] from, int[] to)
    {
        var (items, start, end) = (new List<object?>(), (int[])from.Clone(), (int[])to.Clone());
        while (start[node.FirstLeaf] < to[node.FirstLeaf])
        {
            for (var leaf = node.FirstLeaf; leaf < node.FirstLeaf + node.Leaves; leaf++)
                end[leaf] = EndOfItem(columns[leaf].Repetitions, node.Repetition, start[leaf], to[leaf]);
            budget.Take(ValueBytes);
            items.Add(node.ChildIsItem ? Value(node.Children[0], start, end) : Content(node, start, end));
            for (var leaf = node.FirstLeaf; leaf < node.FirstLeaf + node.Leaves; leaf++) start[leaf] = end[leaf];
        }
        return items;
    }

    private static int EndOfItem(List<byte> repetitions, int level, int start, int to)
    {
        if (start >= to) throw new FormatException("The columns of a list have different numbers of items.");
        var end = start + 1;
        while (end < to && repetitions[end] > level) end++;
        return end;
    }
}
