using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Adafactor (Shazeer and Stern 2018): Adam's second moment kept as row and column means, updates clipped by their root
/// mean square and scaled by the parameter's. With <see cref="AdafactorOptions.T5Pretrain"/> as T5X computes it, with
/// <see cref="AdafactorOptions.Transformers"/> as Transformers does.
/// </summary>
/// <remarks>
/// A matrix [R, C] costs R + C numbers of state. On the CPU float32 matrices and vectors are updated in a few passes
/// over
/// memory, with the same bits on every run of a machine.
/// </remarks>
public sealed class Adafactor : IOptimizer
{
    private readonly AdafactorOptions _options;
    private readonly OptimizerState _state = new();
    private readonly IReadOnlyList<NamedParameter> _parameters;
    private readonly AdafactorSlot[] _slots;
    private readonly IAdafactorKernel[] _kernels;

    /// <summary>Makes fresh state for the parameters that require a gradient.</summary>
    /// <param name="parameters">Names and parameters, as <c>module.named_parameters()</c> gives them.</param>
    /// <param name="options">The numbers; <see cref="AdafactorOptions.T5Pretrain"/> when null.</param>
    /// <exception cref="ArgumentException">
    /// The options cannot be used, no parameter requires a gradient, or two share a name.
    /// </exception>
    public Adafactor(IEnumerable<(string name, Parameter parameter)> parameters, AdafactorOptions? options = null)
        : this(parameters, options, new FusedMatrixAdafactorKernel(), new FusedVectorAdafactorKernel(),
            new TensorAdafactorKernel())
    {
    }

    /// <summary>With the given kernels; the first that supports a parameter updates it.</summary>
    internal Adafactor(
        IEnumerable<(string name, Parameter parameter)> parameters, AdafactorOptions? options,
        params IAdafactorKernel[] kernels)
    {
        _options = AdafactorOptionsCheck.Check(options ?? AdafactorOptions.T5Pretrain);
        _kernels = kernels;
        _parameters = TrainableParameters.From(parameters);
        _slots = [.. _parameters.Select(parameter => new AdafactorSlot(parameter, _options, _state))];
    }

    /// <inheritdoc/>
    public long StepCount { get; private set; }

    /// <inheritdoc/>
    /// <remarks>
    /// Kinds as in Transformers: <c>exp_avg_sq_row</c> and <c>exp_avg_sq_col</c> (factored) or <c>exp_avg_sq</c>, and
    /// <c>exp_avg</c> with momentum.
    /// </remarks>
    public IReadOnlyDictionary<string, Tensor> State => _state.Tensors;

    /// <inheritdoc/>
    public void Step(double learningRate)
    {
        OptimizerArguments.NotNegative(learningRate);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var update = AdafactorUpdate.At(StepCount + 1, learningRate, _options);
        StepCount++;
        foreach (var slot in _slots)
        {
            using var gradient = slot.Parameter.Value.grad;
            if (gradient is not null)
                _kernels.First(kernel => kernel.Supports(slot, gradient)).Apply(slot, gradient, update);
        }

        GC.KeepAlive(this); // kernels work on the bare memory of the state
    }

    /// <inheritdoc/>
    public void ZeroGrad() => TrainableParameters.ZeroGrad(_parameters);

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state, long stepCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepCount);
        _state.Load(state);
        StepCount = stepCount;
    }

    /// <summary>The name and the numbers, as checkpoints note them.</summary>
    public override string ToString() => $"Adafactor {_options}";

    /// <summary>Frees the state; the parameters stay.</summary>
    public void Dispose() => _state.Dispose();
}
