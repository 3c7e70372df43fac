using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A whole model or an encoder alone, as an embedder sees it.</summary>
internal interface IT5Encoder
{
    T5Config Config { get; }

    Device Device { get; }

    /// <inheritdoc cref="T5Model.Encode"/>
    Tensor Encode(Tensor tokens, Tensor? segmentIds, bool packed);
}
