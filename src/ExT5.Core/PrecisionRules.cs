using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What a model in reduced precision keeps its weights in and may not do.</summary>
internal static class PrecisionRules
{
    /// <summary>The type of embeddings and of the matrices of products; all other parameters are float32.</summary>
    public static ScalarType MatrixType(T5ModelOptions options) =>
        options.CompactWeights ? AttentionRun.TypeOf(options) : ScalarType.Float32;

    /// <summary>Whether a model may go into training mode.</summary>
    public static bool CanTrain(T5ModelOptions options) => Refusal(options) is null;

    /// <exception cref="InvalidOperationException">Training mode is asked of a model that cannot be trained.</exception>
    public static void CheckTraining(bool train, T5ModelOptions? options)
    {
        if (train && options is not null && Refusal(options) is { } reason)
            throw new InvalidOperationException(reason);
    }

    private static string? Refusal(T5ModelOptions options)
    {
        if (options.Precision == ComputePrecision.Float16)
            return "A model with ComputePrecision.Float16 cannot be trained: T5's activations and gradients overflow float16's "
                + "largest number, 65504, and small gradients vanish. Train with ComputePrecision.BFloat16, which is as fast "
                + "and has float32's range, or with Float32; the weights then run in Float16 as well.";
        return MatrixType(options) == ScalarType.Float32
            ? null
            : "A model with CompactWeights cannot be trained: updates smaller than a weight's last bit would be lost. Load it "
                + "without CompactWeights; products are then still computed in its precision, beside float32 weights.";
    }
}
