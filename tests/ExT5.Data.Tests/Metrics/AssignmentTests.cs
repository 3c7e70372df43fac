using CsCheck;

namespace ExT5.Data.Tests;

public class AssignmentTests
{
    private const double RoundingOfSums = 1e-9;

    [Fact]
    public void It_is_the_best_of_all_permutations() => Gen.Double[0, 1].Array[16].Sample(values =>
    {
        var table = new double[4, 4];
        for (var i = 0; i < 16; i++) table[i / 4, i % 4] = values[i];

        var best = Permutations([0, 1, 2, 3]).Max(columns => columns.Select((column, row) => table[row, column]).Sum());

        return Math.Abs(best - Assignment.Greatest(table)) < RoundingOfSums;
    });

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
