using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class TrainerTests
{
    [Fact]
    public async Task Sixteen_rows_are_learnt_by_heart_and_generated_again()
    {
        using var run = new TinyRun(
            TinyRun.Options(steps: 150), TinyRun.Config with { DropoutRate = 0 }, schedule: new RateOf(step => 1e-2 * (1 - step / 150.0)));

        var reports = await run.TrainAsync(mixture: "facts");
        var evaluator = new Evaluator(new T5Generator(run.Model, run.Vocabulary), run.Vocabulary, TinyRun.Registry);
        var scores = new List<TaskScore>();
        await foreach (var score in evaluator.EvaluateAsync("facts", cancellationToken: TestContext.Current.CancellationToken))
            scores.Add(score);

        // Known by heart: on average each token has a probability above 0.9. Other instructions, threads and seeds end at 0.01 to 0.03.
        Assert.InRange(reports[^1].Loss, 0, -Math.Log(0.9));
        Assert.Equal(100, Assert.Single(scores).Score);
    }

    [Fact]
    public async Task A_report_splits_the_loss_by_task_and_family_and_counts_tokens()
    {
        using var run = new TinyRun(TinyRun.Options(steps: 3));

        var reports = await run.TrainAsync();

        Assert.Equal([1, 2, 3], reports.Select(report => report.Step));
        Assert.All(reports, report =>
        {
            if (report.LossByTask.TryGetValue("facts", out var facts))
                Assert.Equal(facts, report.LossByFamily[TaskFamily.ClosedBookQA]);
            Assert.InRange(report.Loss, report.LossByTask.Values.Min(), report.LossByTask.Values.Max());
            Assert.InRange(report.Density, 0.3, 1);
            Assert.Equal((report.InputTokens + report.TargetTokens) / (4.0 * (48 + 16)), report.Density, 12);
            Assert.True(report.Updated && report.GradientNorm > 0 && report.TokensPerSecond > 0);
        });
        Assert.Equal(["facts", "texts"], reports.SelectMany(report => report.LossByTask.Keys).Distinct().Order());
        Assert.Equal(reports.Sum(report => report.InputTokens + report.TargetTokens), reports[^1].TotalTokens);
    }

    [Fact]
    public async Task The_first_loss_of_a_new_model_is_near_that_of_guessing()
    {
        using var run = new TinyRun(TinyRun.Options(steps: 1));

        var first = Assert.Single(await run.TrainAsync());

        Assert.InRange(first.Loss, 0.7 * Math.Log(384), 2 * Math.Log(384));
    }

    [Fact]
    public async Task A_run_ends_when_its_time_is_up_and_estimates_what_is_left()
    {
        // Each step reads the clock twice, so it takes one second of this clock.
        using var run = new TinyRun(
            Budget(TinyRun.Options(steps: 100), TimeSpan.FromSeconds(3)), time: new TickingTime(TimeSpan.FromSeconds(1)));

        var reports = await run.TrainAsync();

        Assert.Equal([2, 1, 0], reports.Select(report => report.Remaining.TotalSeconds));
        Assert.Equal(3, reports[^1].Elapsed.TotalSeconds);
        Assert.Equal(reports[1].InputTokens + reports[1].TargetTokens, reports[1].TokensPerSecond);
    }

    [Fact]
    public async Task Updates_that_are_no_numbers_can_be_left_out()
    {
        var options = TinyRun.Options(steps: 2);
        options.NonFinite = NonFinitePolicy.SkipUpdate;
        using var run = new TinyRun(options, modelOptions: new T5ModelOptions { Kernel = new BrokenBackward(), Seed = 7 });
        using var untouched = new TinyRun(options);

        var reports = await run.TrainAsync();

        Assert.Equal([false, false], reports.Select(report => report.Updated));
        Assert.Equal([1, 2], reports.Select(report => report.SkippedUpdates));
        Assert.Equal(0, run.Optimizer.StepCount);
        Assert.All(run.Model.NamedParameters, entry =>
            Assert.True(entry.Value.equal(untouched.Model.NamedParameters[entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_at_once()
    {
        var options = new TrainingOptions { Steps = 0, GradientAccumulation = 0, ClipNorm = double.NaN, TimeBudget = TimeSpan.Zero };

        var refusal = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => new TinyRun(options));

        Assert.Equal(4, refusal.Failures.Count());
        Assert.Contains("TrainingOptions.Steps must be at least 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_in_float16_is_refused_before_the_run()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new TinyRun(
            TinyRun.Options(steps: 1), modelOptions: new T5ModelOptions { Precision = ComputePrecision.Float16 }));

        Assert.Contains("Train with ComputePrecision.BFloat16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_too_small_for_bfloat16_change_its_weights()
    {
        var options = new T5ModelOptions { Precision = ComputePrecision.BFloat16, Seed = 7 };
        using var run = new TinyRun(TinyRun.Options(steps: 1), schedule: new ConstantSchedule(1e-5), modelOptions: options);
        using var before = new T5Model(TinyRun.Config, options);

        await run.TrainAsync();

        // The norms' weights are 1, where bfloat16's next number is 0.004 away.
        var norm = "decoder.block.0.layer.1.layer_norm.weight";
        using var scope = NewDisposeScope();
        var change = (run.Model.NamedParameters[norm] - before.NamedParameters[norm]).abs();
        Assert.InRange(change.min().item<float>(), 5e-6, 2e-5);
        Assert.InRange(change.max().item<float>(), 5e-6, 2e-5);
    }

    private static TrainingOptions Budget(TrainingOptions options, TimeSpan budget)
    {
        options.TimeBudget = budget;
        return options;
    }
}
