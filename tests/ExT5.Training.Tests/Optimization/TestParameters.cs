using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

/// <summary>Named parameters with reproducible values and gradients.</summary>
internal sealed class TestParameters
{
    private readonly Dictionary<string, Parameter> _parameters = [];

    public TestParameters(params (string Name, long[] Shape)[] shapes)
    {
        using var generator = new Generator(7);
        foreach (var (name, shape) in shapes)
            _parameters[name] = new Parameter(randn(shape, generator: generator).DetachFromDisposeScope());
    }

    public Parameter this[string name] => _parameters[name];

    public IEnumerable<(string name, Parameter parameter)> Named =>
        _parameters.Select(entry => (entry.Key, entry.Value));

    public void SetGradients(int seed)
    {
        using var generator = new Generator((ulong)seed);
        foreach (var parameter in _parameters.Values)
            parameter.grad = randn(parameter.shape, generator: generator);
    }

    public void Set(string name, Tensor value)
    {
        using var noGrad = no_grad();
        _parameters[name].copy_(value);
    }

    public void ForEach(Action<string, Parameter> body)
    {
        foreach (var (name, parameter) in _parameters)
            body(name, parameter);
    }
}
