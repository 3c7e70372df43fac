using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A parameter that no dispose scope frees: a model outlives the scope it was made in.</summary>
internal static class OwnedParameter
{
    /// <param name="values">Initial values; empty afterwards.</param>
    public static Parameter Of(Tensor values)
    {
        values.DetachFromDisposeScope();
        var parameter = new Parameter(values);
        parameter.DetachFromDisposeScope();
        values.Dispose(); // the shell that is left
        return parameter;
    }
}
