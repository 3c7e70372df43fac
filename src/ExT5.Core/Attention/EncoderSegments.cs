using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Which positions of an encoder's input are padding or belong together.</summary>
/// <param name="Ids"><c>[B, L]</c>, 0 is padding; <see langword="null"/>: nothing is.</param>
/// <param name="Packed">Whether ids tell examples apart, or only padding from the rest.</param>
/// <param name="Rows">B.</param>
/// <param name="Length">L.</param>
/// <param name="Device">Where the input is.</param>
internal sealed record EncoderSegments(Tensor? Ids, bool Packed, int Rows, int Length, Device Device)
{
    /// <summary>The segment of every position, packed; else 1, and 0 at padding. Int64 <c>[B, L]</c>.</summary>
    public Tensor Labels()
    {
        using Scalar padding = 0;
        return (Ids, Packed) switch
        {
            (null, _) => ones([Rows, Length], ScalarType.Int64, Device),
            (_, true) => Ids.alias(),
            _ => Ids.ne(padding).to(ScalarType.Int64),
        };
    }
}
