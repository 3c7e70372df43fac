using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>Zeroes a part of the values and scales up the rest, in training mode only. Draws from torch's generator.</summary>
internal static class TrainingDropout
{
    public static Tensor Apply(Tensor x, double rate, bool training) =>
        training && rate > 0 ? functional.dropout(x, rate) : x;
}
