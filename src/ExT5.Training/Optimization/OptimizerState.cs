using System.Collections.ObjectModel;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The named float32 tensors of an optimizer: made as zeros, loaded strictly, freed together.</summary>
internal sealed class OptimizerState : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    public OptimizerState() => Tensors = new ReadOnlyDictionary<string, Tensor>(_tensors);

    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>A new entry of zeros that no dispose scope of the caller frees.</summary>
    public Tensor Add(NamedParameter parameter, string kind, params long[] shape)
    {
        var tensor = zeros(shape, ScalarType.Float32, parameter.Value.device).DetachFromDisposeScope();
        _tensors.Add($"{parameter.Name}.{kind}", tensor);
        return tensor;
    }

    public void Load(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        RefuseUnlessItFits(saved);
        using var noGrad = no_grad();
        foreach (var (name, tensor) in _tensors)
            tensor.copy_(saved[name]);
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
            tensor.Dispose();
        _tensors.Clear();
    }

    private void RefuseUnlessItFits(IReadOnlyDictionary<string, Tensor> saved)
    {
        string[] missing = [.. _tensors.Keys.Where(name => !saved.ContainsKey(name)).Order(StringComparer.Ordinal)];
        string[] unexpected = [.. saved.Keys.Where(name => !_tensors.ContainsKey(name)).Order(StringComparer.Ordinal)];
        string[] misshaped = [.. _tensors
            .Where(entry => saved.TryGetValue(entry.Key, out var got) && !Fits(entry.Value, got))
            .Select(entry => $"{entry.Key} is {Describe(saved[entry.Key])}, needed {Describe(entry.Value)}")
            .Order(StringComparer.Ordinal)];
        if (missing.Length + unexpected.Length + misshaped.Length > 0)
            throw new OptimizerStateException(missing, unexpected, misshaped);
    }

    private static bool Fits(Tensor needed, Tensor got) =>
        got.dtype == needed.dtype && got.shape.AsSpan().SequenceEqual(needed.shape);

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
