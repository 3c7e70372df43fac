namespace ExT5.Core;

/// <summary>What a model in reduced precision may not do.</summary>
internal static class PrecisionRules
{
    /// <summary>Whether a model may go into training mode.</summary>
    public static bool CanTrain(T5ModelOptions options) => options.Precision != ComputePrecision.Float16;

    /// <exception cref="InvalidOperationException">Training mode is asked of a float16 model.</exception>
    public static void CheckTraining(bool train, T5ModelOptions? options)
    {
        if (train && options is not null && !CanTrain(options))
            throw new InvalidOperationException(
                "A model with ComputePrecision.Float16 cannot be trained: T5's activations and gradients overflow float16's "
                + "largest number, 65504, and small gradients vanish. Train with ComputePrecision.BFloat16, which is as fast "
                + "and has float32's range, or with Float32; the weights then run in Float16 as well.");
    }
}
