using System.Buffers;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Adafactor with factored means for a float32 matrix on the CPU: one pass for the means, one for the size of the
/// update,
/// one that writes the parameter. Blocks of rows run in parallel; partial sums are added up in their order.
/// </summary>
internal sealed unsafe class FusedMatrixAdafactorKernel : IAdafactorKernel
{
    /// <summary>Rows of a block; few enough for column sums in float32.</summary>
    private const int BlockRows = 64;

    public bool Supports(AdafactorSlot slot, Tensor gradient) =>
        slot.Axes is not null && slot.Parameter.Value.dim() == 2
        && ContiguousFloats.Has(slot.Parameter.Value) && ContiguousFloats.Has(gradient)
        && ContiguousFloats.Has(slot.RowMeanSquare!) && ContiguousFloats.Has(slot.ColumnMeanSquare!)
        && (slot.MeanUpdate is null || ContiguousFloats.Has(slot.MeanUpdate));

    public void Apply(AdafactorSlot slot, Tensor gradient, AdafactorUpdate update)
    {
        var matrix = new AdafactorMatrix(slot, gradient);
        var blocks = ParallelBlocks.Count(matrix.Rows, BlockRows);
        var sums = new double[blocks];
        var columnSums = ArrayPool<float>.Shared.Rent(blocks * matrix.Columns);
        var factors = ArrayPool<float>.Shared.Rent(matrix.Rows + matrix.Columns);
        fixed (float* columnSumsPointer = columnSums, rowFactors = factors)
        {
            var rate = update.RateFor(AdvanceMeans(matrix, update, columnSumsPointer, sums));
            matrix.Factors(rowFactors, rowFactors + matrix.Rows);
            var clip = update.Options.ClipThreshold is null
                ? 1
                : update.ClipFactor(UpdateRms(matrix, rowFactors, sums));
            Change(matrix, rowFactors, new((float)update.KeepAt(rate), (float)(rate * clip), update.Options.Momentum));
        }
        ArrayPool<float>.Shared.Return(columnSums);
        ArrayPool<float>.Shared.Return(factors);
    }

    /// <summary>Moves row and column means on; returns the parameter's root mean square.</summary>
    private static double AdvanceMeans(AdafactorMatrix matrix, AdafactorUpdate update, float* columnSums, double[] sums)
    {
        var rest = 1 - update.Decay;
        var epsilon = (float)update.Options.GradientEpsilon;
        ParallelBlocks.Run(sums.Length, block =>
        {
            var columns = matrix.Columns;
            var means = matrix.RowMeans;
            var blockColumns = columnSums + ((nint)block * columns);
            new Span<float>(blockColumns, columns).Clear();
            var (start, end) = Range(block, matrix.Rows);
            for (var row = start; row < end; row++)
            {
                var squares = MatrixLoops.AddSquares(
                    matrix.Gradient + ((nint)row * columns), blockColumns, columns, epsilon);
                means[row] = (float)((means[row] * update.Decay) + (squares / columns * rest));
            }
            sums[block] = update.Options.MultiplyByParameterScale
                ? FloatLoops.SumOfSquares(matrix.Parameter + ((nint)start * columns), (end - start) * columns)
                : 0;
        });
        matrix.AdvanceColumns(columnSums, sums.Length, update.Decay);
        return Math.Sqrt(sums.Sum() / matrix.Length);
    }

    /// <summary>The root mean square of the update before clipping.</summary>
    private static double UpdateRms(AdafactorMatrix matrix, float* rowFactors, double[] sums)
    {
        ParallelBlocks.Run(sums.Length, block =>
        {
            var (start, end) = Range(block, matrix.Rows);
            sums[block] = 0;
            for (var row = start; row < end; row++)
                sums[block] += (double)rowFactors[row] * rowFactors[row] * MatrixLoops.SumOfSquares(
                    matrix.Gradient + ((nint)row * matrix.Columns), rowFactors + matrix.Rows, matrix.Columns);
        });
        return Math.Sqrt(sums.Sum() / matrix.Length);
    }

    private static void Change(AdafactorMatrix matrix, float* rowFactors, ParameterChange change) =>
        ParallelBlocks.Run(ParallelBlocks.Count(matrix.Rows, BlockRows), block =>
        {
            var (start, end) = Range(block, matrix.Rows);
            for (var row = start; row < end; row++)
            {
                var offset = (nint)row * matrix.Columns;
                var m = matrix.MeanUpdate is null ? null : matrix.MeanUpdate + offset;
                var rowChange = change with { Factor = change.Factor * rowFactors[row] };
                MatrixLoops.Change(
                    matrix.Parameter + offset, matrix.Gradient + offset, m,
                    rowFactors + matrix.Rows, matrix.Columns, rowChange);
            }
        });

    private static (int Start, int End) Range(int block, int rows) =>
        (block * BlockRows, Math.Min(rows, (block + 1) * BlockRows));
}
