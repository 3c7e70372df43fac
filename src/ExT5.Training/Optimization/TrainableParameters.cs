using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>A parameter under the name its state is saved with.</summary>
internal sealed record NamedParameter(string Name, Tensor Value);

/// <summary>Picks what an optimizer may change.</summary>
internal static class TrainableParameters
{
    /// <summary>
    /// The parameters that require a gradient, in order; one that appears under several names (tied weights) counts
    /// once, under its first.
    /// </summary>
    public static IReadOnlyList<NamedParameter> From(IEnumerable<(string name, Parameter parameter)> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<IntPtr>();
        var chosen = new List<NamedParameter>();
        foreach (var (name, parameter) in parameters)
        {
            if (!parameter.requires_grad || !seen.Add(parameter.Handle))
                continue;
            if (!names.Add(name))
                throw new ArgumentException($"Two parameters are named '{name}'; names must differ.", nameof(parameters));
            chosen.Add(new NamedParameter(name, Checked(name, parameter)));
        }
        return chosen.Count > 0 ? chosen : throw new ArgumentException(
            "No parameter requires a gradient; an optimizer needs at least one.", nameof(parameters));
    }

    /// <summary>Sets every gradient to null.</summary>
    public static void ZeroGrad(IEnumerable<NamedParameter> parameters)
    {
        foreach (var parameter in parameters)
            parameter.Value.grad = null;
    }

    private static Parameter Checked(string name, Parameter parameter) =>
        parameter.is_floating_point() && parameter.numel() > 0
            ? parameter
            : throw new ArgumentException(
                $"Parameter '{name}' is {parameter.dtype} with {parameter.numel()} elements; an optimizer takes "
                + "floating-point parameters with at least one element.");
}
