using System.Globalization;
using EvaluateSuperGlue;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using Samples;

// Ctrl-C stops between two decoding steps; the answers of the tasks that are done stay.
return await StopSignals.RunAsync(stopping => SuperGlueCommand.Create(RunAsync).Parse(args)
    .InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, stopping));

static async Task<int> RunAsync(SuperGlueOptions options, CancellationToken stopping)
{
    try
    {
        // Read first: a wrong path is told at once, and the same folder may be written anew.
        var earlier = options.Compare is { } path ? EvaluationTable.Load(path) : null;
        using var model = ChosenModel.Open(options.Model);
        return model is null ? Refuse(ChosenModel.Missing(options.Model)) : await EvaluateAsync(options, model, earlier, stopping);
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        Console.Error.WriteLine($"Stopped; the answers of the tasks that are done are in '{options.Output}'.");
        return 0;
    }
    catch (HubException error)
    {
        return Refuse($"{error.Message} {new SuperGlueData(null, true).Missing()}");
    }
    catch (Exception error) when (error is ExT5CoreException or ExT5DataException or ExT5TrainingException or IOException or UnauthorizedAccessException)
    {
        return Refuse(error.Message);
    }
}

static async Task<int> EvaluateAsync(SuperGlueOptions options, ChosenModel model, EvaluationTable? earlier, CancellationToken stopping)
{
    var data = SuperGlueData.Of(options);
    var missing = new List<string>();
    var tasks = await FoundTask.FindAsync(data.Register().Tasks, missing.Add, stopping);
    if (tasks.Count == 0) return Refuse($"There are no rows of SuperGLUE in {data}. {data.Missing()}");
    if (options.Rank) tasks = await Task.WhenAll(tasks.Select(task => RankedTask.OfAsync(task, stopping)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{tasks.Count} of 8 tasks in {data}; {model.Model.Config.ParameterCount / 1e6:F1} M parameters in '{model.Folder}'"));
    missing.ForEach(Console.WriteLine);

    var registry = tasks.Aggregate(new TaskRegistryBuilder(), (builder, task) => builder.Add(task.Task)).Build();
    var table = await new Evaluation(model, options).RunAsync(tasks, registry, stopping);
    table.Save(options.Output);
    Report.Write(table, Console.Out);
    Console.WriteLine($"Answers, evaluation.json and evaluation.md are in '{options.Output}'.");
    if (earlier is null) return 0;
    var comparison = EvaluationComparison.Of(earlier, table, options.FailBelow, registry);
    Console.WriteLine($"\n{comparison}");
    return comparison.ExitCode;
}

static int Refuse(string problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}
