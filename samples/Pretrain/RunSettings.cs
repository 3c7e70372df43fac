using System.Diagnostics;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using Pretrain.ApiDocs;
using TorchSharp;

namespace Pretrain;

/// <summary>Turns the options of the command line into those of the library, and says what happened.</summary>
internal static class RunSettings
{
    private const int EvaluatedExamples = 200;
    private const int AnswerTokens = 48;

    /// <summary>Finds before the documentation is read what would stop the run after it.</summary>
    /// <exception cref="DeviceException">The device is not there.</exception>
    /// <exception cref="VocabularyException">The vocabulary is missing or no model.</exception>
    public static void Check(PretrainOptions options)
    {
        DeviceOf(options);
        RunVocabulary.Open(options.Vocabulary);
    }

    public static T5ModelOptions Model(PretrainOptions options) => new()
    {
        Seed = options.Seed,
        Precision = PrecisionSelection.Fastest(DeviceOf(options)),
        Device = DeviceOf(options),
    };

    public static TrainingOptions Training(PretrainOptions options, StepPlan plan, string? vocabularyFile)
    {
        var training = new TrainingOptions
        {
            Batch = Recipe.Batch,
            Steps = plan.Steps,
            // A machine that has become slower than when it was measured still ends in time.
            TimeBudget = options.Steps is null ? TimeSpan.FromMinutes(options.Minutes * 1.1) : null,
            Seed = options.Seed,
            CheckpointSteps = null,
            CheckpointInterval = TimeSpan.FromMinutes(2),
        };
        if (vocabularyFile is not null) training.CheckpointFiles.Add(vocabularyFile);
        return training;
    }

    public static EvaluationOptions Evaluation() => new()
    {
        ExamplesPerTask = EvaluatedExamples,
        InputTokens = Recipe.Batch.Inputs,
        Limits = new(MaxNewTokens: AnswerTokens),
    };

    private static torch.Device? DeviceOf(PretrainOptions options) =>
        options.Device == "cpu" ? null : DeviceSelection.Of(options.Device);

    public static void Introduce(PretrainOptions options, ApiDocsCorpus docs, IReadOnlyList<ApiDocsTask> tasks, T5Model model, StepPlan plan)
    {
        System.Console.WriteLine($"{docs.Members.Count:N0} documented members in {docs.Files} files; {tasks.Count} tasks in {tasks.DistinctBy(task => task.Task.Family).Count()} families, denoising R = {options.Ratio}");
        System.Console.WriteLine($"T5 v1.1 '{options.Size}', {model.Config.ParameterCount / 1e6:F1} M parameters, {model.Options.Precision} on {options.Device}; {plan.Steps:N0} steps; Ctrl-C stops and saves");
    }

    public static void Conclude(PretrainOptions options, StepReport? last, bool stopped)
    {
        var newest = DirectoryCheckpointStore.FindNewest(options.Output);
        if (last is not null)
            System.Console.WriteLine($"{last.Step:N0} steps in {last.Elapsed:m\\:ss}, {last.TotalTokens / last.Elapsed.TotalSeconds:N0} tokens/s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0} MB");
        else if (!stopped)
            System.Console.WriteLine("This run is complete. Give a larger --minutes to go on, or --fresh to start anew.");
        foreach (var task in last?.Truncation.Where(task => task.CutInputs + task.CutTargets > 0) ?? [])
            System.Console.WriteLine($"Too long for a row: {task}");
        if (newest is not null) System.Console.WriteLine($"Checkpoint: {newest.Folder}");
        if (stopped) System.Console.WriteLine("Stopped. Run the same command again to go on from there.");
    }
}
