using ExT5.Data;
using Microsoft.Extensions.Options;

namespace ExT5.Training.Tests;

/// <summary>Every option out of range is found when a trainer or an evaluator is made, by its own name.</summary>
public sealed class OptionsTests
{
    private static readonly Dictionary<string, Action<TrainingOptions>> Training = new()
    {
        ["Steps 0"] = options => options.Steps = 0,
        ["Steps -1"] = options => options.Steps = -1,
        ["TimeBudget 0"] = options => options.TimeBudget = TimeSpan.Zero,
        ["Batch null"] = options => options.Batch = null!,
        ["Batch rows"] = options => options.Batch = options.Batch with { Sequences = 0 },
        ["Batch inputs"] = options => options.Batch = options.Batch with { Inputs = 1 },
        ["Batch targets"] = options => options.Batch = options.Batch with { Targets = -5 },
        ["Batch window"] = options => options.Batch = options.Batch with { Window = 100 },
        ["Batch window 0"] = options => options.Batch = options.Batch with { Window = 0 },
        ["Batch budget"] = options => options.Batch = BatchShape.OfTokens(3, 48, 16),
        ["Batch budget of packed rows"] = options => options.Batch = options.Batch with { TokenBudget = 1_000 },
        ["Pipeline null"] = options => options.Pipeline = null!,
        ["Pipeline.Workers -1"] = options => options.Pipeline.Workers = -1,
        ["Pipeline.Shard"] = options => options.Pipeline.Shard = new DataShard(2, 2),
        ["Pipeline.Shard of none"] = options => options.Pipeline.Shard = default,
        ["Pipeline.CacheFolder"] = options => options.Pipeline.CacheFolder = " ",
        ["GradientAccumulation 0"] = options => options.GradientAccumulation = 0,
        ["GradientAccumulation too many"] = options => options.GradientAccumulation = 65_537,
        ["ClipNorm 0"] = options => options.ClipNorm = 0,
        ["ClipNorm NaN"] = options => options.ClipNorm = double.NaN,
        ["ClipNorm infinite"] = options => options.ClipNorm = double.PositiveInfinity,
        ["NonFinite"] = options => options.NonFinite = (NonFinitePolicy)7,
        ["OutputFolder"] = options => options.OutputFolder = "",
        ["CheckpointSteps 0"] = options => options.CheckpointSteps = 0,
        ["CheckpointInterval 0"] = options => options.CheckpointInterval = TimeSpan.Zero,
        ["KeepCheckpoints 0"] = options => options.KeepCheckpoints = 0,
        ["KeepCheckpointEvery -1"] = options => options.KeepCheckpointEvery = -1,
        ["CheckpointFiles"] = options => options.CheckpointFiles.Add("/nowhere/vocabulary.model"),
        ["LogEvery 0"] = options => options.LogEvery = 0,
        ["TruncationWarning 2"] = options => options.TruncationWarning = 2,
        ["TruncationWarning NaN"] = options => options.TruncationWarning = double.NaN,
    };

    private static readonly Dictionary<string, Action<EvaluationOptions>> Evaluation = new()
    {
        ["ExamplesPerTask 0"] = options => options.ExamplesPerTask = 0,
        ["InputTokens 1"] = options => options.InputTokens = 1,
        ["Strategy null"] = options => options.Strategy = null!,
        ["BaselineRows -1"] = options => options.BaselineRows = -1,
        ["BootstrapSamples 99"] = options => options.BootstrapSamples = 99,
        ["PredictionFolder"] = options => options.PredictionFolder = " ",
    };

    public static TheoryData<string> OfTraining => [.. Training.Keys];

    public static TheoryData<string> OfEvaluation => [.. Evaluation.Keys];

    [Theory]
    [MemberData(nameof(OfTraining))]
    public void A_trainer_names_the_option(string fault)
    {
        var options = TinyRun.Options(3);
        Training[fault](options);

        var problem = Assert.Throws<OptionsValidationException>(() => new TinyRun(options).Dispose());

        Assert.Contains($"TrainingOptions.{fault.Split(' ')[0]}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OfEvaluation))]
    public void An_evaluator_names_the_option(string fault)
    {
        var options = new EvaluationOptions();
        Evaluation[fault](options);

        var problem = Assert.Throws<OptionsValidationException>(() => new Evaluator((inputs, _) => inputs, TinyRun.Registry, options));

        Assert.Contains($"EvaluationOptions.{fault.Split(' ')[0]}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_is_tried()
    {
        string[] without = [nameof(TrainingOptions.Seed), nameof(TrainingOptions.AllowChangedRun)];

        Assert.Equal(
            typeof(TrainingOptions).GetProperties().Select(property => property.Name).Except(without).Order(StringComparer.Ordinal),
            Training.Keys.Select(fault => fault.Split(' ', '.')[0]).Distinct().Order(StringComparer.Ordinal));
    }
}
