namespace ExT5.Training.Tests.Schedules;

public class InverseSquareRootScheduleTests
{
    /// <summary>A few roundings in double.</summary>
    private const double RoundingTolerance = 1e-15;

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(10_000, 0.01)]
    [InlineData(40_000, 0.005)]
    [InlineData(1_000_000, 0.001)]
    public void The_default_is_T5s_pretraining_rate(long step, double expected) =>
        Assert.Equal(expected, new InverseSquareRootSchedule().At(step), RoundingTolerance);

    [Fact]
    public void Scale_multiplies_the_rate() =>
        Assert.Equal(0.5, new InverseSquareRootSchedule(WarmupSteps: 16, Scale: 2).At(3), RoundingTolerance);

    [Fact]
    public void A_warmup_of_no_steps_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InverseSquareRootSchedule(WarmupSteps: 0));

    [Theory]
    [InlineData(false, 0, 1e-2)]
    [InlineData(false, 39_999, 0.005)]
    [InlineData(true, 0, 1e-6)]
    [InlineData(true, 99, 1e-4)]
    [InlineData(true, 999_999, 1e-3)]
    public void The_relative_step_rises_or_stays_flat_and_then_falls(bool warmupInit, long step, double expected) =>
        Assert.Equal(expected, new RelativeStepSchedule(warmupInit).At(step), RoundingTolerance);
}
