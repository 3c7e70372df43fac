using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What is trained of one product <c>y = x W^T</c> while W is frozen.</summary>
internal abstract class ProjectionAdapter : IDisposable
{
    /// <summary>The parameters by PEFT's names inside the module, for instance <c>lora_A.weight</c>.</summary>
    public abstract IReadOnlyDictionary<string, Parameter> Parameters { get; }

    /// <summary>Whether the product is random in training mode.</summary>
    public virtual bool DropsOut => false;

    /// <summary>The adapted product.</summary>
    /// <param name="x"><c>[..., in]</c>.</param>
    /// <param name="weight"><c>[out, in]</c> in the compute type.</param>
    /// <param name="training">Whether to drop out.</param>
    public abstract Tensor Apply(Tensor x, Tensor weight, bool training);

    /// <summary>The matrix whose plain product is the adapted one.</summary>
    /// <param name="weight">Float32 <c>[out, in]</c>.</param>
    public abstract Tensor Merged(Tensor weight);

    public void Dispose()
    {
        foreach (var parameter in Parameters.Values)
            parameter.Dispose();
    }
}
