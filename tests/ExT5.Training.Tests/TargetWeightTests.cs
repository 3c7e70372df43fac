using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>Only what an example weighs is learnt.</summary>
[Collection(TorchGenerator.Name)]
public class TargetWeightTests
{
    // Losses reach 7, where float32's last place is 4.8e-7; what a tail says may decide which of its loops a library takes.
    private const double SameLoss = 1e-5;

    // AdamW makes up to 1e-2 a step of any gradient, also of one that is nothing but rounding; those are few.
    private const double SameWeights = 1e-4;

    private static readonly T5Config Config = TinyRun.Config with { DropoutRate = 0 };

    [Theory]
    [InlineData(LossNormalization.Sum)]
    [InlineData(LossNormalization.TargetTokens)]
    [InlineData(LossNormalization.Sequences)]
    public async Task Parts_without_weight_may_say_anything_of_what_comes_after_the_answer(LossNormalization normalization)
    {
        // The decoder never sees what follows, so a tail of weight 0 changes neither loss nor weights, whatever it says.
        var (one, weightsOfOne) = await TrainAsync("answer, blah", normalization);
        var (other, weightsOfOther) = await TrainAsync("answer, other", normalization);
        var (third, weightsOfThird) = await TrainAsync("answer, blah", normalization, weight: 0.5f);

        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, SameLoss));
        Assert.InRange(weightsOfOne.Zip(weightsOfOther).Average(pair => Math.Abs(pair.First - pair.Second)), 0, SameWeights);
        Assert.Equal(one[0].Loss, third[0].Loss, SameLoss);
        Assert.Equal(normalization != LossNormalization.Sum, Math.Abs(one[0].GradientNorm - third[0].GradientNorm) < 1e-3 * one[0].GradientNorm);
        Assert.NotEmpty(weightsOfThird);
    }

    [Fact]
    public async Task The_loss_is_the_mean_over_what_counts()
    {
        var (tail, _) = await TrainAsync("answer, blah", steps: 1);
        var (whole, _) = await TrainAsync("answer, blah", steps: 1, parts: null);
        var (bare, _) = await TrainAsync("answer", steps: 1, parts: [new(0, 6)]);

        // "answer" without the EOS that a target of it alone teaches too.
        Assert.NotEqual(whole[0].Loss, tail[0].Loss, 1e-4);
        Assert.NotEqual(bare[0].Loss, tail[0].Loss, 1e-6);
    }

    [Fact]
    public async Task A_step_without_anything_that_counts_has_no_loss_and_goes_on()
    {
        var (reports, _) = await TrainAsync("nothing", steps: 2, parts: []);

        Assert.All(reports, report => Assert.Equal((0, 0), (report.Loss, report.GradientNorm)));
    }

    private static Task<(List<StepReport> Reports, float[] Weights)> TrainAsync(string target, LossNormalization normalization, float weight = 1) =>
        TrainAsync(target, steps: 3, normalization, [new(0, 6, weight)]);

    private static Task<(List<StepReport> Reports, float[] Weights)> TrainAsync(string target, long steps) => TrainAsync(target, steps, parts: [new(0, 6)]);

    private static async Task<(List<StepReport> Reports, float[] Weights)> TrainAsync(
        string target, long steps, LossNormalization normalization = LossNormalization.Sum, IReadOnlyList<TargetWeight>? parts = null)
    {
        var options = new TrainingOptions { Steps = steps, Batch = new BatchShape(2, 32, 32) { Window = 64 }, CheckpointSteps = null };
        using var model = new T5Model(Config, new T5ModelOptions { Seed = 7 });
        using var optimizer = new AdamW(model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
        var task = Seq2SeqTask.Create<int>("rows", task => task.ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, 8)]))
            .Format(row => new($"{row}", target) { TargetWeights = parts }));
        var trainer = new Trainer(
            model, optimizer, new TaskRegistry([task], []), new ByteVocabulary(), options, new ConstantSchedule(1e-3), new Seq2SeqLoss(Normalization: normalization));
        var reports = new List<StepReport>();
        await foreach (var report in trainer.TrainAsync("rows", TestContext.Current.CancellationToken)) reports.Add(report);
        return (reports, [.. model.NamedParameters.SelectMany(entry => entry.Value.data<float>().ToArray())]);
    }
}
