using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A whole model or an encoder alone, as an embedder sees it.</summary>
internal interface IT5Encoder
{
    T5Config Config { get; }

    Device Device { get; }

    /// <summary>Who uses it now.</summary>
    ModelGate Gate { get; }

    /// <summary>Hidden states <c>[B, S, M]</c> without dropout, whatever the model's mode.</summary>
    /// <param name="tokens"><c>[B, S]</c>.</param>
    /// <param name="mask"><c>[B, S]</c>, 0 at padding; <see langword="null"/>: nothing is padding.</param>
    Tensor Evaluate(Tensor tokens, Tensor? mask);
}
