using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using Pretrain;
using Pretrain.ApiDocs;
using Pretrain.Console;
using Pretrain.Evaluation;
using Samples;

// Ctrl-C cancels the token; the step under way is finished and saved before the process ends.
return await StopSignals.RunAsync(stopping => PretrainCommand.Create(RunAsync).Parse(args)
    .InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, stopping));

static async Task<int> RunAsync(PretrainOptions options, CancellationToken stopping)
{
    try
    {
        if (options.Trains) RunSettings.Check(options);
        var docs = ApiDocsCorpus.Load(options.Docs, stopping);
        var tasks = ApiDocsTasks.Supervised(docs);
        await ApiDocsTasks.PrepareAsync(tasks, stopping);
        if (options.Stats)
        {
            await ApiDocsStatistics.WriteAsync(docs, tasks, Console.Out, stopping);
            var registry = ApiDocsMixture.Register(docs, tasks, options.Ratio, options.Cap, Recipe.Denoising);
            await ApiDocsStatistics.WriteMixtureAsync(registry, RunVocabulary.Open(options.Vocabulary).Vocabulary, Console.Out, stopping);
        }
        else if (options.DumpText is { } file) await ApiDocsText.DumpAsync(docs, tasks, file, stopping);
        else await TrainAndEvaluateAsync(options, docs, tasks, stopping);
        return 0;
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        Console.WriteLine("Stopped.");
        return 0;
    }
    catch (Exception error) when (error is ExT5DataException or ExT5CoreException or ExT5TrainingException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

static async Task TrainAndEvaluateAsync(PretrainOptions options, ApiDocsCorpus docs, IReadOnlyList<ApiDocsTask> tasks, CancellationToken stopping)
{
    var registry = ApiDocsMixture.Register(docs, tasks, options.Ratio, options.Cap, Recipe.Denoising);
    var (vocabulary, vocabularyFile) = RunVocabulary.Open(options.Vocabulary);
    var config = ModelSizes.Of(options.Size, vocabulary);
    using var folder = RunFolder.Open(options);
    var plan = await StepPlan.MakeAsync(options, () => TrialRun.StepTimeAsync(config, options, registry, vocabulary, stopping));
    using var model = new T5Model(config, RunSettings.Model(options));
    using var optimizer = Recipe.Optimizer(model);
    RunSettings.Introduce(options, docs, tasks, model, plan);

    var training = RunSettings.Training(options, plan, vocabularyFile);
    var trainer = new Trainer(model, optimizer, registry, vocabulary, training, Recipe.Schedule(plan.Steps), Recipe.Loss, folder);
    var last = await ITrainingDisplay.Create().FollowAsync(trainer.TrainAsync(ApiDocsMixture.Name, stopping));
    RunSettings.Conclude(options, last, stopping.IsCancellationRequested);
    if (stopping.IsCancellationRequested) return;

    model.eval();
    var evaluator = new Evaluator(new T5Generator(model, vocabulary), vocabulary, registry, RunSettings.Evaluation());
    await new EvaluationReport(evaluator, tasks, Console.Out).WriteAsync(ApiDocsMixture.Supervised, stopping);
}
