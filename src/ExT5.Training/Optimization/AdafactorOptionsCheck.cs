namespace ExT5.Training;

/// <summary>Refuses numbers that Adafactor cannot run with, and combinations that would not do what they say.</summary>
internal static class AdafactorOptionsCheck
{
    public static AdafactorOptions Check(AdafactorOptions options)
    {
        OptimizerArguments.NotNegative(options.DecayRate);
        ArgumentOutOfRangeException.ThrowIfNegative(options.StepOffset);
        OptimizerArguments.Positive(options.ClipThreshold ?? 1);
        OptimizerArguments.Positive(options.GradientEpsilon);
        OptimizerArguments.NotNegative(options.ParameterScaleEpsilon);
        OptimizerArguments.Fraction(options.Momentum ?? 0);
        OptimizerArguments.NotNegative(options.WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MinimumFactoredSize);
        RefuseNullScale(options);
        RefuseUnknownAxes(options);
        RefuseFullDecay(options);
        return options;
    }

    private static void RefuseNullScale(AdafactorOptions options)
    {
        if (options is { MultiplyByParameterScale: true, ParameterScaleEpsilon: 0 })
            throw new ArgumentException(
                "ParameterScaleEpsilon is 0 with MultiplyByParameterScale: a parameter of zeros would never move. "
                + "Use 1e-3, T5X's value, or set MultiplyByParameterScale to false.", nameof(options));
    }

    private static void RefuseUnknownAxes(AdafactorOptions options)
    {
        if (!Enum.IsDefined(options.Factored))
            throw new ArgumentException(
                $"Factored is {options.Factored}; allowed are {string.Join(", ", Enum.GetNames<FactoredAxes>())}.",
                nameof(options));
    }

    private static void RefuseFullDecay(AdafactorOptions options)
    {
        if (options is { ScaleWeightDecay: false, WeightDecay: >= 1 })
            throw new ArgumentException(
                $"WeightDecay is {options.WeightDecay} without ScaleWeightDecay: each step would erase the parameters. "
                + "Give a part below 1 per step, or set ScaleWeightDecay to multiply it by the learning rate.", nameof(options));
    }
}
