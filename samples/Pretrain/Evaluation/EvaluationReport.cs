using ExT5.Data;
using ExT5.Training;
using Pretrain.ApiDocs;

namespace Pretrain.Evaluation;

/// <summary>Scores every task and writes the table and some answers.</summary>
internal sealed class EvaluationReport(Evaluator evaluator, IReadOnlyList<ApiDocsTask> tasks, TextWriter output)
{
    private const int ExamplesShown = 5;

    /// <summary>Evaluates and writes; the scores of the tasks finished are written even when it is stopped.</summary>
    public async Task WriteAsync(string mixture, CancellationToken stopping)
    {
        var scores = new List<TaskScore>();
        try
        {
            await foreach (var score in evaluator.EvaluateAsync(mixture, cancellationToken: stopping))
                scores.Add(await WithOptionsAsync(score, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await output.WriteLineAsync($"Stopped after {scores.Count} of {tasks.Count} tasks.");
        }

        if (scores.Count == 0) return;
        var table = new EvaluationTable(scores);
        await output.WriteLineAsync($"\n{table}");
        await output.WriteLineAsync($"* the 95 % interval lies above every baseline: tasks of {table.Families.Count(family => family.ClearlyAbove > 0)} of {table.Families.Count} families.\n");
        await WriteAnswersAsync(scores);
    }

    private async Task<TaskScore> WithOptionsAsync(TaskScore score, CancellationToken stopping)
    {
        var task = tasks.Single(task => task.Task.Name == score.Task);
        return new OptionBaselines(task, await task.Task.OpenAsync(DatasetSplit.Train, stopping)).AddTo(score);
    }

    // The first answer of the first task of different families: not chosen for being good.
    private async Task WriteAnswersAsync(IReadOnlyList<TaskScore> scores)
    {
        foreach (var score in scores.DistinctBy(score => score.Family).Take(ExamplesShown))
        {
            var answer = score.Predictions[0];
            await output.WriteLineAsync($"""
                input      {answer.Input}
                generated  {answer.Prediction}
                reference  {answer.References[0]}

                """);
        }
    }
}
