namespace ExT5.Training;

/// <summary>The scalars of one Adafactor step, shared by all parameters.</summary>
/// <param name="LearningRate">The rate before the parameter scale.</param>
/// <param name="Decay">Decay of mean squares, <c>1 - t^-c</c>; 0 at the first step.</param>
/// <param name="Options">The numbers that do not change.</param>
internal readonly record struct AdafactorUpdate(double LearningRate, double Decay, AdafactorOptions Options)
{
    public static AdafactorUpdate At(long stepCount, double learningRate, AdafactorOptions options)
    {
        var t = stepCount - options.StepOffset;
        if (t < 1)
            throw new InvalidOperationException(
                $"Step {stepCount} lies before StepOffset {options.StepOffset}: load the state that belongs to that "
                + "many steps, or leave StepOffset 0.");
        return new(learningRate, 1 - Math.Pow(t, -options.DecayRate), options);
    }

    /// <summary>The rate of a parameter with the given root mean square.</summary>
    public double RateFor(double parameterRms) => Options.MultiplyByParameterScale
        ? LearningRate * Math.Max(Options.ParameterScaleEpsilon, parameterRms)
        : LearningRate;

    /// <summary>Factor on a parameter before its update is subtracted.</summary>
    public double KeepAt(double rate) => 1 - (Options.WeightDecay * (Options.ScaleWeightDecay ? rate : 1));

    /// <summary>Factor on an update with the given root mean square.</summary>
    public double ClipFactor(double updateRms) => Options.ClipThreshold is { } threshold
        ? 1 / Math.Max(1, updateRms / threshold)
        : 1;
}
