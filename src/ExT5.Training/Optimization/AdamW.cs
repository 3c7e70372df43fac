using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's <c>torch.optim.AdamW</c> computes it.
/// On the CPU a float32 parameter is updated in a single pass over memory, with the same bits on every run.
/// </summary>
public sealed class AdamW : IOptimizer
{
    private readonly AdamWOptions _options;
    private readonly OptimizerState _state = new();
    private readonly IReadOnlyList<NamedParameter> _parameters;
    private readonly AdamWSlot[] _slots;
    private readonly IAdamWKernel[] _kernels;

    /// <summary>Makes fresh state for the parameters that require a gradient.</summary>
    /// <param name="parameters">Names and parameters, as <c>module.named_parameters()</c> gives them.</param>
    /// <param name="options">The numbers; PyTorch's defaults when null.</param>
    /// <exception cref="ArgumentException">No parameter requires a gradient, or two share a name.</exception>
    public AdamW(IEnumerable<(string name, Parameter parameter)> parameters, AdamWOptions? options = null)
        : this(parameters, options, new FusedAdamWKernel(), new TensorAdamWKernel())
    {
    }

    /// <summary>With the given kernels; the first that supports a parameter updates it.</summary>
    internal AdamW(
        IEnumerable<(string name, Parameter parameter)> parameters, AdamWOptions? options, params IAdamWKernel[] kernels)
    {
        _options = options ?? new AdamWOptions();
        _kernels = kernels;
        _parameters = TrainableParameters.From(parameters);
        _slots = [.. _parameters.Select(NewSlot)];
    }

    /// <inheritdoc/>
    public long StepCount { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Kinds as in PyTorch: <c>exp_avg</c> (mean) and <c>exp_avg_sq</c> (mean square).</remarks>
    public IReadOnlyDictionary<string, Tensor> State => _state.Tensors;

    /// <inheritdoc/>
    public void Step(double learningRate)
    {
        OptimizerArguments.NotNegative(learningRate);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var update = AdamWUpdate.At(++StepCount, learningRate, _options);
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
    public override string ToString() => $"AdamW {_options}";

    /// <summary>Frees the state; the parameters stay.</summary>
    public void Dispose() => _state.Dispose();

    private AdamWSlot NewSlot(NamedParameter parameter) => new(
        parameter,
        _state.Add(parameter, "exp_avg", parameter.Value.shape),
        _state.Add(parameter, "exp_avg_sq", parameter.Value.shape));
}
