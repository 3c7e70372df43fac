using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>Packing as SeqIO does it: an example goes into the first open row of its batch with room, in the order in which examples come.</summary>
internal static class ArrivalOrderPacking
{
    public static int[][] Rows(IReadOnlyList<TokenizedExample> examples, BatchShape shape)
    {
        var (rows, free, firstOfBatch) = (new List<List<int>>(), new List<(int Inputs, int Targets)>(), 0);
        for (var i = 0; i < examples.Count; i++)
        {
            var (inputs, targets) = (examples[i].Inputs.Length, examples[i].Targets.Length);
            var row = firstOfBatch;
            while (row < rows.Count && (inputs > free[row].Inputs || targets > free[row].Targets)) row++;
            if (row == firstOfBatch + shape.Sequences) firstOfBatch = row;
            if (row == rows.Count)
            {
                rows.Add([]);
                free.Add((shape.Inputs, shape.Targets));
            }

            rows[row].Add(i);
            free[row] = (free[row].Inputs - inputs, free[row].Targets - targets);
        }

        return [.. rows.Select(row => row.ToArray())];
    }
}
