using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The attention product <c>softmax(q k^T + bias) v</c>, row by row over the keys; T5 does not divide by the root of
/// the head size. B rows, H heads, Q queries, K keys, D head size.
/// </summary>
/// <remarks>
/// An implementation must agree with <see cref="ReferenceKernel"/> in values and gradients, take the softmax in float32
/// and give a result of the queries' type. It may be called inside and outside gradient recording.
/// </remarks>
public interface IAttentionKernel
{
    /// <summary>A short name for logs and reports.</summary>
    string Name { get; }

    /// <summary>Gives the context of every query.</summary>
    /// <param name="query"><c>[B, H, Q, D]</c>, not necessarily contiguous.</param>
    /// <param name="key"><c>[B, H, K, D]</c> of the same type.</param>
    /// <param name="value"><c>[B, H, K, D]</c> of the same type.</param>
    /// <param name="bias">Float32, added to the scores, broadcast from <c>[B|1, H|1, Q|1, K]</c>.</param>
    /// <param name="dropoutRate">Part of the softmax weights zeroed, in [0, 1); 0 outside training.</param>
    /// <returns>The context <c>[B, H, Q, D]</c>.</returns>
    Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate);
}
