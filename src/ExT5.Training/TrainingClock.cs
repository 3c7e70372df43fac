namespace ExT5.Training;

/// <summary>Measures training time: the steps themselves, not what the caller does between them.</summary>
/// <param name="time">The clock.</param>
/// <param name="elapsed">Training time of earlier sessions.</param>
internal sealed class TrainingClock(TimeProvider time, TimeSpan elapsed)
{
    // The latest ten or so steps decide the estimate of the time left.
    private const double Smoothing = 0.1;
    private double _secondsPerStep = double.NaN;
    private long _started;

    public TimeSpan Elapsed { get; private set; } = elapsed;

    public void Start() => _started = time.GetTimestamp();

    /// <summary>Ends a step.</summary>
    /// <returns>Seconds it took, above 0.</returns>
    public double Stop()
    {
        var duration = time.GetElapsedTime(_started);
        Elapsed += duration;
        var seconds = Math.Max(duration.TotalSeconds, 1e-9);
        _secondsPerStep = double.IsNaN(_secondsPerStep) ? seconds : _secondsPerStep + Smoothing * (seconds - _secondsPerStep);
        return seconds;
    }

    /// <summary>Time left until the last step or the end of the budget, whichever comes first.</summary>
    public TimeSpan Remaining(long stepsLeft, TimeSpan? budget)
    {
        // A run of weeks at a slow first step must not overflow what a TimeSpan can hold.
        var bySteps = TimeSpan.FromSeconds(Math.Min(stepsLeft * _secondsPerStep, TimeSpan.MaxValue.TotalSeconds / 2));
        var byBudget = budget - Elapsed ?? TimeSpan.MaxValue;
        var remaining = bySteps < byBudget ? bySteps : byBudget;
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
