using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

public class AdafactorOptionsTests
{
    public static TheoryData<AdafactorOptions, string> Impossible => new()
    {
        { new AdafactorOptions(ParameterScaleEpsilon: 0), "would never move" },
        { new AdafactorOptions(WeightDecay: 1), "ScaleWeightDecay" },
        { new AdafactorOptions(Factored: (FactoredAxes)9), "TwoLargest" },
        { new AdafactorOptions(DecayRate: -0.8), "DecayRate" },
        { new AdafactorOptions(ClipThreshold: 0), "ClipThreshold" },
        { new AdafactorOptions(GradientEpsilon: 0), "GradientEpsilon" },
        { new AdafactorOptions(Momentum: 1), "Momentum" },
        { new AdafactorOptions(MinimumFactoredSize: 0), "MinimumFactoredSize" },
        { new AdafactorOptions(StepOffset: -1), "StepOffset" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_numbers_are_refused_by_name(AdafactorOptions options, string expected)
    {
        var weights = new TestParameters(("w", [3]));

        var error = Assert.ThrowsAny<ArgumentException>(() => new Adafactor(weights.Named, options));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_offset_lets_the_decay_start_anew()
    {
        var (fresh, continued) = (new TestParameters(("w", [3])), new TestParameters(("w", [3])));
        using var first = new Adafactor(fresh.Named);
        using var second = new Adafactor(continued.Named, AdafactorOptions.T5Finetune with { StepOffset = 1000 });
        second.LoadState(new Dictionary<string, Tensor> { ["w.exp_avg_sq"] = ones(3) }, stepCount: 1000);
        fresh.SetGradients(1);
        continued.SetGradients(1);

        first.Step(0.1);
        second.Step(0.1);

        Assert.Equal(fresh["w"].bytes.ToArray(), continued["w"].bytes.ToArray());
    }

    [Fact]
    public void A_step_before_the_offset_is_refused()
    {
        var weights = new TestParameters(("w", [3]));
        using var optimizer = new Adafactor(weights.Named, new AdafactorOptions(StepOffset: 10));

        var error = Assert.Throws<InvalidOperationException>(() => optimizer.Step(0.1));

        Assert.Contains("StepOffset 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_largest_axes_of_a_cube_are_factored_as_T5X_does()
    {
        var weights = new TestParameters(("cube", [130, 4, 150]));

        using var optimizer = new Adafactor(weights.Named);

        Assert.Equal([130, 4], optimizer.State["cube.exp_avg_sq_row"].shape);
        Assert.Equal([4, 150], optimizer.State["cube.exp_avg_sq_col"].shape);
    }

    [Fact]
    public void Factoring_a_cube_equals_factoring_its_matrices_when_they_are_one()
    {
        var (cube, matrix) = (new TestParameters(("w", [130, 1, 150])), new TestParameters(("w", [130, 150])));
        using var first = new Adafactor(cube.Named);
        using var second = new Adafactor(matrix.Named);
        cube.SetGradients(1);
        matrix.SetGradients(1);

        first.Step(0.01);
        second.Step(0.01);

        Assert.InRange((cube["w"].squeeze(1) - matrix["w"]).abs().max().item<float>(), 0, 1e-6f);
    }
}
