using TorchSharp;

namespace ExT5.Training;

/// <summary>
/// Changes parameters by their gradients. The learning rate is given at each step, so that a schedule stays a pure
/// function; all that must be saved is <see cref="StepCount"/> and <see cref="State"/>.
/// </summary>
/// <remarks>
/// State tensors are float32 on their parameter's device whatever the parameter's type: move a model to its device
/// before making the optimizer. Not safe for use from several threads at once.
/// </remarks>
public interface IOptimizer : IDisposable
{
    /// <summary>Steps taken so far, those of a loaded state included.</summary>
    long StepCount { get; }

    /// <summary>
    /// Every state tensor under <c>parameter name + "." + kind</c>, ready to be written to a safetensors file. The
    /// tensors are live: they belong to the optimizer and change with each step.
    /// </summary>
    IReadOnlyDictionary<string, torch.Tensor> State { get; }

    /// <summary>Changes every parameter that has a gradient; one without a gradient is left as it is.</summary>
    /// <param name="learningRate">The learning rate of this step, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, NaN or infinite.</exception>
    void Step(double learningRate);

    /// <summary>Forgets the gradients of all parameters and frees their memory.</summary>
    void ZeroGrad();

    /// <summary>Copies a saved state in; all of it or, on an error, none.</summary>
    /// <param name="state">As <see cref="State"/> gave it; left to the caller to dispose.</param>
    /// <param name="stepCount">As <see cref="StepCount"/> gave it, at least 0.</param>
    /// <exception cref="OptimizerStateException">
    /// Names, shapes or types do not fit; the message lists them all.
    /// </exception>
    void LoadState(IReadOnlyDictionary<string, torch.Tensor> state, long stepCount);
}
