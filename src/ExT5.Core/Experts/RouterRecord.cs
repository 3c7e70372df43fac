using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Collects what the routers of a Switch model decide in a forward pass, for its losses and for measurements:
/// hand it to <see cref="T5Model.Encode"/> and <see cref="T5Model.Decode"/>. A model without experts leaves it empty.
/// </summary>
/// <remarks>For one batch; not safe for use from several threads at once.</remarks>
public sealed class RouterRecord : IDisposable
{
    /// <summary>Tokens that came to routers, once for each sparse layer, padding included.</summary>
    public long Tokens => Encoder.Tokens + Decoder.Tokens;

    internal RoutingLog Encoder { get; } = new();

    internal RoutingLog Decoder { get; } = new();

    /// <summary>The routers' losses; their gradients reach all parameters that the routers' logits depend on.</summary>
    /// <returns>Scalars that belong to the caller's dispose scope.</returns>
    public RouterLosses Losses() =>
        new(Encoder.ZLoss(), Encoder.LoadBalancingLoss(), Decoder.ZLoss(), Decoder.LoadBalancingLoss());

    /// <summary>How many of <see cref="Tokens"/> found their expert full.</summary>
    public long CountDroppedTokens() => Encoder.DroppedTokens() + Decoder.DroppedTokens();

    /// <summary>Frees what was collected, so that the record can be used for another batch.</summary>
    public void Clear()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    /// <summary>Frees what was collected.</summary>
    public void Dispose() => Clear();
}
