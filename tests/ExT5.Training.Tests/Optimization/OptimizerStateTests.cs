using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

public class OptimizerStateTests
{
    public static TheoryData<string> Kinds => ["adamw", "t5", "transformers"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Training_goes_on_with_the_same_bits_from_a_loaded_state(string kind)
    {
        var (original, resumed) = (Weights(), Weights());
        using var optimizer = Make(kind, original);
        Take(optimizer, original, from: 0, to: 3);
        original.ForEach((name, parameter) => resumed.Set(name, parameter));
        using var other = Make(kind, resumed);

        other.LoadState(optimizer.State, optimizer.StepCount);
        Take(optimizer, original, from: 3, to: 6);
        Take(other, resumed, from: 3, to: 6);

        Assert.Equal(6, other.StepCount);
        original.ForEach((name, parameter) => Assert.Equal(parameter.bytes.ToArray(), resumed[name].bytes.ToArray()));
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_with_all_its_faults_and_changes_nothing()
    {
        using var optimizer = Make("adamw", Weights());
        var wrong = optimizer.State.ToDictionary(entry => entry.Key, entry => ones_like(entry.Value));
        wrong.Remove("matrix.exp_avg");
        wrong["vector.exp_avg"] = zeros(3);
        wrong["stranger"] = zeros(1);

        var error = Assert.Throws<OptimizerStateException>(() => optimizer.LoadState(wrong, 5));

        Assert.Equal(["matrix.exp_avg"], error.Missing);
        Assert.Equal(["stranger"], error.Unexpected);
        Assert.Equal(["vector.exp_avg is Float32 [3], needed Float32 [5]"], error.Misshaped);
        Assert.Equal(0, optimizer.StepCount);
        Assert.All(optimizer.State.Values, tensor => Assert.Equal(0, tensor.abs().sum().item<float>()));
    }

    [Fact]
    public void Factored_state_is_a_row_and_a_column_in_float32()
    {
        using var optimizer = Make("t5", Weights());

        Assert.Equal(
            ["matrix.exp_avg_sq_row", "matrix.exp_avg_sq_col", "vector.exp_avg_sq"], optimizer.State.Keys);
        Assert.Equal([130], optimizer.State["matrix.exp_avg_sq_row"].shape);
        Assert.Equal([140], optimizer.State["matrix.exp_avg_sq_col"].shape);
        Assert.All(optimizer.State.Values, tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
    }

    [Fact]
    public void State_outlives_the_dispose_scope_that_it_was_made_in()
    {
        IOptimizer optimizer;
        using (NewDisposeScope())
            optimizer = Make("t5", Weights());

        Assert.All(optimizer.State.Values, tensor => Assert.False(tensor.IsInvalid));
        optimizer.Dispose();
    }

    private static IOptimizer Make(string kind, TestParameters weights) => kind switch
    {
        "adamw" => new AdamW(weights.Named),
        "t5" => new Adafactor(weights.Named),
        _ => new Adafactor(weights.Named, AdafactorOptions.Transformers with { Momentum = 0.9 }),
    };

    private static TestParameters Weights() => new(("matrix", [130, 140]), ("vector", [5]));

    private static void Take(IOptimizer optimizer, TestParameters weights, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            weights.SetGradients(seed: step);
            optimizer.Step(0.01);
        }
    }
}
