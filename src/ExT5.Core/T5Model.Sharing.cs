using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <content>One model, several threads.</content>
public sealed partial class T5Model
{
    private readonly ModelGate _gate = new(typeof(T5Model));

    internal ModelGate Gate => _gate;

    ModelGate IT5Encoder.Gate => _gate;

    /// <summary>
    /// Waits until no call uses this model, and keeps later ones waiting until the result is disposed: for changing weights
    /// in a training loop of your own while other threads generate with the same model. What is done with the model
    /// inside, on the same thread or in tasks begun there, goes ahead.
    /// </summary>
    /// <returns>Dispose it when the change is done.</returns>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    /// <exception cref="InvalidOperationException">Called inside of a call that uses the model, as from a logits processor.</exception>
    public IDisposable ExclusiveUse() => Gate.Change();

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        using var use = Gate.Use();
        return base.state_dict(destination, prefix);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
        Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
    {
        using var change = Gate.Change();
        return base.load_state_dict(source, strict, skip);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public override IEnumerable<TorchSharp.Modules.Parameter> parameters(bool recurse = true)
    {
        using var use = Gate.Use();
        return [.. base.parameters(recurse)];
    }

    /// <inheritdoc/>
    protected override Module _to(Device device, ScalarType dtype, bool non_blocking)
    {
        using var change = Gate.Change();
        return base._to(device, dtype, non_blocking);
    }

    /// <inheritdoc/>
    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        using var change = Gate.Change();
        return base._to(deviceType, deviceIndex, non_blocking);
    }

    /// <inheritdoc/>
    protected override Module _to(ScalarType dtype, bool non_blocking)
    {
        using var change = Gate.Change();
        return base._to(dtype, non_blocking);
    }

    /// <summary>
    /// Lets no call begin any more (<see cref="ObjectDisposedException"/>), and frees the weights once the calls under way
    /// have ended, which this does not wait for. Again: does nothing.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Gate.Close(() => base.Dispose(disposing: true));
        else
            base.Dispose(disposing: false);
    }
}
