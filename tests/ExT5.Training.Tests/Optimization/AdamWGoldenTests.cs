namespace ExT5.Training.Tests.Optimization;

public class AdamWGoldenTests
{
    private static readonly Dictionary<string, (AdamWOptions Options, double Rate)> Runs = new()
    {
        ["adamw/adamw_wd0.01"] = (new AdamWOptions(), 0.01),
        ["adamw/adamw_b2_0.95"] = (new AdamWOptions(Beta2: 0.95, Epsilon: 1e-6, WeightDecay: 0.1), 0.003),
    };

    public static TheoryData<string> Names => [.. OptimizerRun.Names("adamw")];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fused_kernel_follows_PyTorch(string name) => Follow(name, new FusedAdamWKernel());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tensor_kernel_follows_PyTorch(string name) => Follow(name, new TensorAdamWKernel());

    private static void Follow(string name, IAdamWKernel kernel)
    {
        using var run = new OptimizerRun();
        using var optimizer = new AdamW(run.Parameters, Runs[name].Options, kernel);

        run.AssertFollows(name, optimizer, new ConstantSchedule(Runs[name].Rate));
    }
}
