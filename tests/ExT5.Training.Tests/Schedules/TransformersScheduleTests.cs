namespace ExT5.Training.Tests.Schedules;

public class TransformersScheduleTests
{
    /// <summary>Both sides compute in double; only the order of operations differs.</summary>
    private const double RoundingTolerance = 1e-14;

    private const long Warmup = 4;
    private const long Total = 20;

    public static TheoryData<string, ILearningRateSchedule> Shapes { get; } = new()
    {
        { "linear", new LinearSchedule(1, Warmup, Total) },
        { "cosine", new CosineSchedule(1, Warmup, Total) },
        { "inverse_sqrt", new WarmupInverseSquareRootSchedule(1, Warmup) },
        { "inverse_sqrt_timescale10", new WarmupInverseSquareRootSchedule(1, Warmup, Timescale: 10) },
        { "constant_with_warmup", new ConstantSchedule(1, Warmup) },
        { "polynomial_p2_end0.1", new PolynomialSchedule(1, Warmup, Total, EndRate: 0.1, Power: 2) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_gives_the_rates_of_Transformers(string name, ILearningRateSchedule schedule)
    {
        var expected = Golden.Json("schedules.json")["lr"]![name]!.AsArray();

        Assert.Equal(23, expected.Count);
        for (var step = 0; step < expected.Count; step++)
            Assert.Equal(expected[step]!.GetValue<double>(), schedule.At(step), RoundingTolerance);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_negative_step_is_refused(string name, ILearningRateSchedule schedule)
    {
        Assert.NotEmpty(name);
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.At(-1));
    }

    [Fact]
    public void A_rate_that_is_no_number_is_refused_in_a_copy_too()
    {
        var schedule = new LinearSchedule(1, Warmup, Total);

        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearSchedule(double.NaN, Warmup, Total));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule with { Rate = double.NaN });
    }
}
