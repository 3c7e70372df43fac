using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The memory of a matrix parameter [Rows, Columns] and of all that belongs to it.</summary>
internal sealed unsafe class AdafactorMatrix(AdafactorSlot slot, Tensor gradient)
{
    public int Rows { get; } = (int)gradient.shape[0];

    public int Columns { get; } = (int)gradient.shape[1];

    public long Length { get; } = gradient.numel();

    public float* Parameter { get; } = ContiguousFloats.Pointer(slot.Parameter.Value);

    public float* Gradient { get; } = ContiguousFloats.Pointer(gradient);

    public float* RowMeans { get; } = ContiguousFloats.Pointer(slot.RowMeanSquare!);

    public float* ColumnMeans { get; } = ContiguousFloats.Pointer(slot.ColumnMeanSquare!);

    public float* MeanUpdate { get; } = slot.MeanUpdate is { } mean ? ContiguousFloats.Pointer(mean) : null;

    /// <summary>Moves the column means on from the blocks' column sums [blocks, Columns].</summary>
    public void AdvanceColumns(float* columnSums, int blocks, double decay)
    {
        var scale = (1 - decay) / Rows;
        for (var column = 0; column < Columns; column++)
        {
            var sum = 0.0;
            for (var block = 0; block < blocks; block++)
                sum += columnSums[((nint)block * Columns) + column];
            ColumnMeans[column] = (float)((ColumnMeans[column] * decay) + (sum * scale));
        }
    }

    /// <summary>What rows and columns of the gradient are multiplied by: 1/sqrt(r / mean r) and 1/sqrt(c).</summary>
    public void Factors(float* rowFactors, float* columnFactors)
    {
        var sum = 0.0;
        for (var row = 0; row < Rows; row++)
            sum += RowMeans[row];
        var mean = sum / Rows;
        for (var row = 0; row < Rows; row++)
            rowFactors[row] = (float)(1 / Math.Sqrt(RowMeans[row] / mean));
        for (var column = 0; column < Columns; column++)
            columnFactors[column] = (float)(1 / Math.Sqrt(ColumnMeans[column]));
    }
}
