using System.Text.Json.Nodes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

/// <summary>The four parameters, ten gradients and expected parameters of the reference runs.</summary>
internal sealed class OptimizerRun : IDisposable
{
    /// <summary>float32 against float32 over ten steps of sizes up to 0.01, with other orders of operations.</summary>
    public const double Tolerance = 2e-6;

    private static readonly JsonNode Reference = Golden.Json("optimizers.json");
    private readonly Dictionary<string, Parameter> _parameters;

    public OptimizerRun() => _parameters = Reference["init"]!.AsObject()
        .ToDictionary(entry => entry.Key, entry => new Parameter(Golden.Tensor(entry.Value!)));

    public IEnumerable<(string, Parameter)> Parameters => _parameters.Select(entry => (entry.Key, entry.Value));

    /// <summary>The names of all reference runs of an optimizer.</summary>
    public static IEnumerable<string> Names(string optimizer) =>
        Reference["runs"]!.AsObject().Select(run => run.Key)
            .Where(name => name.StartsWith(optimizer, StringComparison.Ordinal));

    /// <summary>Steps through all gradients and compares every parameter after every step.</summary>
    public void AssertFollows(string name, IOptimizer optimizer, ILearningRateSchedule schedule)
    {
        var gradients = Reference["grads"]!.AsArray();
        for (var step = 0; step < gradients.Count; step++)
        {
            SetGradients(gradients[step]!);
            optimizer.Step(schedule.At(step));
            var expected = Reference["runs"]![name]!["params_after_step"]![step]!;
            foreach (var (key, parameter) in _parameters)
                AssertClose(Golden.Numbers(expected[key]!), parameter, $"{name}: {key} after step {step + 1}");
        }
    }

    public void Dispose()
    {
        foreach (var parameter in _parameters.Values)
            parameter.Dispose();
    }

    private static void AssertClose(float[] expected, Tensor got, string what)
    {
        var values = got.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - values[i]) <= Tolerance, $"{what}[{i}] is {values[i]}, expected {expected[i]}");
    }

    private void SetGradients(JsonNode gradients)
    {
        foreach (var (key, parameter) in _parameters)
            parameter.grad = Golden.Tensor(gradients[key]!);
    }
}
