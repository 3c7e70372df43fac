namespace ExT5.Training.Tests.Optimization;

public class AdafactorGoldenTests
{
    private static readonly AdafactorOptions Scaled = AdafactorOptions.Transformers;
    private static readonly AdafactorOptions Unscaled = Scaled with { MultiplyByParameterScale = false };

    private static readonly Dictionary<string, (AdafactorOptions Options, ILearningRateSchedule Schedule)> Runs = new()
    {
        ["adafactor/defaults_relative_warmup"] = (Scaled, new RelativeStepSchedule(WarmupInit: true)),
        ["adafactor/relative_nowarmup"] = (Scaled, new RelativeStepSchedule()),
        ["adafactor/relative_noscale"] = (Unscaled, new RelativeStepSchedule()),
        ["adafactor/fixed_lr_noscale"] = (Unscaled, new ConstantSchedule(0.001)),
        ["adafactor/fixed_lr_scale"] = (Scaled, new ConstantSchedule(0.01)),
        ["adafactor/fixed_clip0.3"] = (Unscaled with { ClipThreshold = 0.3 }, new ConstantSchedule(0.01)),
        ["adafactor/fixed_beta1_0.9"] = (Unscaled with { Momentum = 0.9 }, new ConstantSchedule(0.01)),
        ["adafactor/fixed_wd0.01"] = (Scaled with { WeightDecay = 0.01 }, new ConstantSchedule(0.01)),
        ["adafactor/fixed_decay-0.5_eps"] = (
            Scaled with { DecayRate = 0.5, GradientEpsilon = 1e-20, ParameterScaleEpsilon = 0.005 },
            new ConstantSchedule(0.005)),
    };

    public static TheoryData<string> Names => [.. OptimizerRun.Names("adafactor")];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fused_kernels_follow_Transformers(string name)
    {
        using var run = new OptimizerRun();
        using var optimizer = new Adafactor(run.Parameters, Runs[name].Options);

        run.AssertFollows(name, optimizer, Runs[name].Schedule);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tensor_kernel_follows_Transformers(string name)
    {
        using var run = new OptimizerRun();
        using var optimizer = new Adafactor(run.Parameters, Runs[name].Options, new TensorAdafactorKernel());

        run.AssertFollows(name, optimizer, Runs[name].Schedule);
    }
}
