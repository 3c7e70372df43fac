using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

/// <summary>T5X's Adafactor, written down plainly in double precision, beside ours in float32.</summary>
public class AdafactorFormulaTests
{
    /// <summary>float32 rounding of parameters of size 1 and of updates, over the steps taken.</summary>
    private const double Tolerance = 5e-6;

    private const int Steps = 6;
    private static readonly InverseSquareRootSchedule Schedule = new(WarmupSteps: 100);

    [Theory]
    [InlineData(150, 200, false)]
    [InlineData(200, 150, true)]
    [InlineData(128, 128, false)]
    public void A_matrix_of_at_least_128_is_factored(int rows, int columns, bool withMomentum)
    {
        var options = Options(withMomentum);
        var expected = new PlainMatrix(rows, columns, factored: true);

        Follow(expected, options);
    }

    [Theory]
    [InlineData(127, 300, false)]
    [InlineData(300, 6, true)]
    [InlineData(1, 512, false)]
    public void A_matrix_with_a_shorter_axis_is_not_factored(int rows, int columns, bool withMomentum)
    {
        var options = Options(withMomentum);
        var expected = new PlainMatrix(rows, columns, factored: false);

        Follow(expected, options);
    }

    private static AdafactorOptions Options(bool withMomentum) =>
        AdafactorOptions.T5Pretrain with { Momentum = withMomentum ? 0.9 : null, WeightDecay = withMomentum ? 0.001 : 0 };

    private static void Follow(PlainMatrix expected, AdafactorOptions options)
    {
        using var scope = NewDisposeScope();
        var random = new Random(expected.Rows);
        var parameter = new Parameter(tensor(expected.Fill(random)).reshape(expected.Rows, expected.Columns));
        using var optimizer = new Adafactor([("weight", parameter)], options);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = expected.Noise(random);
            parameter.grad = tensor(gradient).reshape(parameter.shape);

            optimizer.Step(Schedule.At(step));
            expected.Step(gradient, step, Schedule.At(step), options);

            expected.AssertClose(parameter, Tolerance);
        }
    }

    /// <summary>adafactor.py of T5X for one matrix: state starts at zero, the step at 0.</summary>
    private sealed class PlainMatrix(int rows, int columns, bool factored)
    {
        private readonly double[,] _p = new double[rows, columns], _v = new double[rows, columns];
        private readonly double[,] _m = new double[rows, columns];
        private readonly double[] _row = new double[rows], _column = new double[columns];

        public int Rows => rows;

        public int Columns => columns;

        public float[] Fill(Random random)
        {
            var values = Noise(random);
            for (var i = 0; i < values.Length; i++)
                _p[i / columns, i % columns] = values[i];
            return values;
        }

        public float[] Noise(Random random) =>
            [.. Enumerable.Range(0, rows * columns).Select(_ => (float)((random.NextDouble() - 0.4) * 2))];

        public void Step(float[] gradient, int step, double rate, AdafactorOptions options)
        {
            var decay = 1 - Math.Pow(step + 1, -options.DecayRate);
            var scale = rate * Math.Max(options.ParameterScaleEpsilon, RootMeanSquare(_p));
            var update = Update(gradient, decay, options.GradientEpsilon);
            var clip = Math.Max(1, RootMeanSquare(update) / options.ClipThreshold!.Value);
            ForEach((i, j) =>
            {
                var change = scale * update[i, j] / clip;
                if (options.Momentum is { } beta1)
                    change = _m[i, j] = (beta1 * _m[i, j]) + ((1 - beta1) * change);
                _p[i, j] = ((1 - options.WeightDecay) * _p[i, j]) - change;
            });
        }

        public void AssertClose(Tensor got, double tolerance)
        {
            var values = got.data<float>().ToArray();
            ForEach((i, j) => Assert.Equal(_p[i, j], values[(i * columns) + j], tolerance));
        }

        private double[,] Update(float[] g, double decay, double epsilon)
        {
            double Square(int i, int j) => ((double)g[(i * columns) + j] * g[(i * columns) + j]) + epsilon;
            for (var i = 0; i < rows; i++)
                _row[i] = (decay * _row[i]) + ((1 - decay) * Enumerable.Range(0, columns).Average(j => Square(i, j)));
            for (var j = 0; j < columns; j++)
                _column[j] = (decay * _column[j]) + ((1 - decay) * Enumerable.Range(0, rows).Average(i => Square(i, j)));
            ForEach((i, j) => _v[i, j] = (decay * _v[i, j]) + ((1 - decay) * Square(i, j)));
            var (update, mean) = (new double[rows, columns], _row.Average());
            ForEach((i, j) => update[i, j] = g[(i * columns) + j]
                * (factored ? Math.Pow(_row[i] / mean, -0.5) * Math.Pow(_column[j], -0.5) : Math.Pow(_v[i, j], -0.5)));
            return update;
        }

        private static double RootMeanSquare(double[,] x) => Math.Sqrt(x.Cast<double>().Average(value => value * value));

        private void ForEach(Action<int, int> body)
        {
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < columns; j++)
                    body(i, j);
        }
    }
}
