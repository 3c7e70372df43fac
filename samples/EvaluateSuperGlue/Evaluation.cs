using System.Diagnostics;
using System.Globalization;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace EvaluateSuperGlue;

/// <summary>Scores tasks one after the other and tells of each when it is done.</summary>
internal sealed class Evaluation(ChosenModel model, SuperGlueOptions options)
{
    private const int BaselineRows = 2000;

    public async Task<EvaluationTable> RunAsync(IReadOnlyList<FoundTask> tasks, TaskRegistry registry, CancellationToken stopping)
    {
        var scores = new List<TaskScore>();
        foreach (var task in tasks)
        {
            var watch = Stopwatch.StartNew();
            await foreach (var score in Of(task, registry).EvaluateAsync(task.Task.Name, cancellationToken: stopping))
            {
                scores.Add(score);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{score.Task,-18} {score.Examples,6:N0} of {task.Examples,6:N0} examples  {watch.Elapsed.TotalSeconds,6:F1} s  {Report.Named(score.Values)}"));
            }
        }

        return new(scores, [Benchmark.SuperGlue()]);
    }

    // Without training rows the only baseline is one that needs none.
    private Evaluator Of(FoundTask task, TaskRegistry registry) => new(new T5Generator(model.Model, model.Vocabulary), model.Vocabulary, registry, new EvaluationOptions
    {
        ExamplesPerTask = options.Examples,
        BaselineRows = task.HasTraining ? BaselineRows : 0,
        PredictionFolder = options.Output,
    });
}
