using TorchSharp;

namespace ExT5.Training.Tests.Optimization;

public class OptimizerMemoryTests
{
    public static TheoryData<bool> Kernels => [true, false];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Steps_leave_no_tensors_behind(bool fused)
    {
        var weights = new TestParameters(("matrix", [130, 140]), ("vector", [5]));
        using var adafactor = fused
            ? new Adafactor(weights.Named)
            : new Adafactor(weights.Named, null, new TensorAdafactorKernel());
        using var adamW = fused ? new AdamW(weights.Named) : new AdamW(weights.Named, null, new TensorAdamWKernel());
        weights.SetGradients(1);
        long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Step(adafactor, adamW);
        var before = Live();

        for (var step = 0; step < 5; step++)
            Step(adafactor, adamW);

        Assert.Equal(before, Live());
        GC.KeepAlive(weights);

        static void Step(params IOptimizer[] optimizers) => Array.ForEach(optimizers, optimizer => optimizer.Step(0.01));
    }
}
