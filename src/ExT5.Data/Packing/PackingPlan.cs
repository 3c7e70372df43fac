namespace ExT5.Data;

/// <summary>
/// Which examples of a window share a row. Packed rows are filled first-fit-decreasing: the example that takes the
/// largest part of a row, in inputs or in targets, goes first, into the first row with room for both. The rows then
/// come in random order, so that neither lengths nor tasks gather at one end of a window. <see cref="PackingMethod.InOrder"/>
/// keeps the order of the examples.
/// </summary>
internal static class PackingPlan
{
    /// <summary>The rows of a window as indexes of examples; with a token budget, its batches.</summary>
    /// <param name="lengths">Of each example; an example of no input takes no place and is left out.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="key">Decides the order of the rows.</param>
    public static int[][] Of(ReadOnlySpan<ExampleLengths> lengths, BatchShape shape, ulong key)
    {
        var present = new List<int>(lengths.Length);
        for (var i = 0; i < lengths.Length; i++)
            if (lengths[i].Inputs > 0) present.Add(i);
        if (shape.TokenBudget is { } budget) return Shuffled(WithinBudget(lengths, present, shape.Sequences, budget), key);
        if (shape is { Packed: true, Packing: PackingMethod.InOrder }) return InOrder(lengths, present, new(shape.Inputs, shape.Targets));
        // One example a row is in random order already.
        return shape.Packed ? Shuffled(FirstFitDecreasing(lengths, present, shape), key) : [.. present.Select(i => new[] { i })];
    }

    /// <summary>One open row, filled in order; it ends with each group of as many examples as a row is long (SeqIO's <c>_pack_with_tf_ops</c>).</summary>
    internal static int[][] InOrder(ReadOnlySpan<ExampleLengths> lengths, List<int> present, ExampleLengths row)
    {
        var (rows, open, room) = (new List<int[]>(), new List<int>(), row);
        var group = Math.Max(row.Inputs, row.Targets);
        for (var i = 0; i < present.Count; i++)
        {
            var length = lengths[present[i]];
            if (open.Count > 0 && (i % group == 0 || !length.FitInto(room)))
            {
                rows.Add([.. open]);
                open.Clear();
                room = row;
            }

            open.Add(present[i]);
            room = new ExampleLengths(room.Inputs - length.Inputs, room.Targets - length.Targets);
        }

        if (open.Count > 0) rows.Add([.. open]);
        return [.. rows];
    }

    private static List<int[]> FirstFitDecreasing(ReadOnlySpan<ExampleLengths> lengths, List<int> present, BatchShape shape)
    {
        var keys = new ulong[present.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var length = lengths[present[i]];
            var share = Math.Max((double)length.Inputs / shape.Inputs, (double)length.Targets / shape.Targets);
            keys[i] = ((ulong)((1 - share) * (1L << 31)) << 32) | (uint)present[i];
        }

        Array.Sort(keys);
        var (free, rows) = (new List<ExampleLengths>(), new List<List<int>>());
        var firstOpen = 0;
        foreach (var key in keys)
        {
            var (example, length) = ((int)(uint)key, lengths[(int)(uint)key]);
            while (firstOpen < free.Count && (free[firstOpen].Inputs == 0 || free[firstOpen].Targets == 0)) firstOpen++;
            var row = firstOpen;
            while (row < free.Count && !length.FitInto(free[row])) row++;
            if (row == free.Count)
            {
                free.Add(new ExampleLengths(shape.Inputs, shape.Targets));
                rows.Add([]);
            }

            free[row] = new ExampleLengths(free[row].Inputs - length.Inputs, free[row].Targets - length.Targets);
            rows[row].Add(example);
        }

        return rows.ConvertAll(row => row.ToArray());
    }

    private static List<int[]> WithinBudget(ReadOnlySpan<ExampleLengths> lengths, List<int> present, int mostRows, int budget)
    {
        var sorted = present.ToArray();
        var keys = new (int, int, int)[sorted.Length];
        for (var i = 0; i < sorted.Length; i++) keys[i] = (lengths[sorted[i]].Inputs, lengths[sorted[i]].Targets, sorted[i]);
        Array.Sort(keys, sorted);
        var batches = new List<int[]>();
        for (var begin = 0; begin < sorted.Length;)
        {
            var (end, inputs, targets) = (begin, 0, 0);
            for (; end < sorted.Length && end - begin < mostRows; end++)
            {
                var length = lengths[sorted[end]];
                var (longestInputs, longestTargets) = (Math.Max(inputs, length.Inputs), Math.Max(targets, length.Targets));
                if ((long)(end - begin + 1) * (longestInputs + longestTargets) > budget) break;
                (inputs, targets) = (longestInputs, longestTargets);
            }

            batches.Add(sorted[begin..end]);
            begin = end;
        }

        return batches;
    }

    private static int[][] Shuffled(List<int[]> rows, ulong key)
    {
        var random = new CounterRandom(key);
        for (var i = rows.Count - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }

        return [.. rows];
    }
}
