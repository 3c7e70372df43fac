using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// A parameter with its Adafactor state: row and column mean squares when <see cref="Axes"/> is set, else the mean
/// square
/// of every element; and the mean of updates with momentum.
/// </summary>
internal sealed class AdafactorSlot
{
    public AdafactorSlot(NamedParameter parameter, AdafactorOptions options, OptimizerState state)
    {
        var shape = parameter.Value.shape;
        Parameter = parameter;
        Axes = AxisPair.Of(shape, options);
        if (Axes is null)
            MeanSquare = state.Add(parameter, "exp_avg_sq", shape);
        else
        {
            RowMeanSquare = state.Add(parameter, "exp_avg_sq_row", AxisPair.Without(shape, Axes.Column));
            ColumnMeanSquare = state.Add(parameter, "exp_avg_sq_col", AxisPair.Without(shape, Axes.Row));
        }
        if (options.Momentum is not null)
            MeanUpdate = state.Add(parameter, "exp_avg", shape);
    }

    public NamedParameter Parameter { get; }

    public AxisPair? Axes { get; }

    public Tensor? RowMeanSquare { get; }

    public Tensor? ColumnMeanSquare { get; }

    public Tensor? MeanSquare { get; }

    public Tensor? MeanUpdate { get; }
}
