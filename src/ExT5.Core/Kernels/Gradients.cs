using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What a function of one's own gives back to autograd.</summary>
internal static class Gradients
{
    /// <summary>
    /// Gradients that live as long as the function's place in the graph: native code reads them after <c>backward</c> has
    /// returned, when nothing else holds them unless a dispose scope is open.
    /// </summary>
    public static List<Tensor> Held(autograd.AutogradContext ctx, params List<Tensor> gradients)
    {
        ctx.save_data(nameof(gradients), gradients);
        return gradients;
    }
}
