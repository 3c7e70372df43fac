namespace ExT5.Data;

/// <summary>The best one-to-one assignment of rows to columns (Kuhn, 1955; in O(n³) as Jonker and Volgenant, 1987).</summary>
internal static class Assignment
{
    /// <summary>The greatest sum of a square table's entries, one from each row and column.</summary>
    public static double Greatest(double[,] scores)
    {
        var size = scores.GetLength(0);
        double[] rowPrices = new double[size + 1], columnPrices = new double[size + 1];
        var rowOf = new int[size + 1];
        for (var row = 1; row <= size; row++) Insert(scores, row, rowPrices, columnPrices, rowOf);
        return Enumerable.Range(1, size).Sum(column => scores[rowOf[column] - 1, column - 1]);
    }

    // Finds the cheapest path from the new row to a free column and shifts the rows on it; place 0 stands for no column.
    private static void Insert(double[,] scores, int row, double[] rowPrices, double[] columnPrices, int[] rowOf)
    {
        var size = rowOf.Length - 1;
        var least = new double[size + 1];
        var previous = new int[size + 1];
        var isDone = new bool[size + 1];
        Array.Fill(least, double.PositiveInfinity);
        rowOf[0] = row;
        var column = 0;
        do
        {
            isDone[column] = true;
            var (next, step) = (0, double.PositiveInfinity);
            for (var j = 1; j <= size; j++)
            {
                if (isDone[j]) continue;
                var cost = -scores[rowOf[column] - 1, j - 1] - rowPrices[rowOf[column]] - columnPrices[j];
                if (cost < least[j]) (least[j], previous[j]) = (cost, column);
                if (least[j] < step) (next, step) = (j, least[j]);
            }
            for (var j = 0; j <= size; j++)
            {
                if (!isDone[j]) least[j] -= step;
                else (rowPrices[rowOf[j]], columnPrices[j]) = (rowPrices[rowOf[j]] + step, columnPrices[j] - step);
            }
            column = next;
        }
        while (rowOf[column] != 0);
        for (; column != 0; column = previous[column]) rowOf[column] = rowOf[previous[column]];
    }
}
