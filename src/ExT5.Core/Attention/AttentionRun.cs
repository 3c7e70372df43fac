using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>How attention is computed in one model.</summary>
/// <param name="Kernel">The product.</param>
/// <param name="Type">The compute type of matrix products.</param>
/// <param name="DropoutRate">Dropout of the softmax weights in training mode.</param>
internal sealed record AttentionRun(IAttentionKernel Kernel, ScalarType Type, double DropoutRate)
{
    public static AttentionRun Of(T5Config config, T5ModelOptions options) =>
        new(options.Kernel ?? KernelSelection.Default, TypeOf(options), config.DropoutRate);

    public static ScalarType TypeOf(T5ModelOptions options) => options.Precision switch
    {
        ComputePrecision.BFloat16 => ScalarType.BFloat16,
        ComputePrecision.Float16 => ScalarType.Float16,
        _ => ScalarType.Float32,
    };
}
