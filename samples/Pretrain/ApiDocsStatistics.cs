using ExT5.Data;
using Pretrain.ApiDocs;

namespace Pretrain;

/// <summary>Shows what the documentation gives: counts, lengths and rows of every task, and how they are mixed.</summary>
internal static class ApiDocsStatistics
{
    private const int Rows = 3;
    private const long PlannedExamples = 300_000;

    public static async Task WriteAsync(ApiDocsCorpus docs, IReadOnlyList<ApiDocsTask> tasks, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"{docs.Files} files, {docs.Members.Count:N0} documented members, {docs.Types.Count:N0} of them types");
        foreach (var task in tasks)
        {
            var train = await task.Task.OpenAsync(DatasetSplit.Train, cancellationToken);
            var validation = await task.Task.OpenAsync(DatasetSplit.Validation, cancellationToken);
            var majority = train.CountBy(example => example.Target).MaxBy(target => target.Value);
            await output.WriteLineAsync($"""

                {task.Task}: {train.Count:N0} train, {validation.Count:N0} validation rows; mean {train.Average(example => example.Input.Length):F0} characters in, {train.Average(example => example.Target.Length):F0} out; most frequent target '{majority.Key}' ({(double)majority.Value / train.Count:P1})
                """);
            for (var row = 0; row < Math.Min(Rows, validation.Count); row++)
            {
                var example = validation[row * (validation.Count / Rows)];
                await output.WriteLineAsync($"  {example.Input}\n    -> {example.Target}");
            }
        }
    }

    /// <summary>Shows how often a run of usual length draws each task.</summary>
    public static async Task WriteMixtureAsync(TaskRegistry registry, Vocabulary vocabulary, TextWriter output, CancellationToken cancellationToken)
    {
        using var pipeline = await Seq2SeqPipeline.OpenAsync(
            registry, ApiDocsMixture.Name, vocabulary, Recipe.Batch, seed: 0, options: new() { Workers = 0 }, cancellationToken: cancellationToken);
        await output.WriteLineAsync($"\n{pipeline.Explain(PlannedExamples)}");
    }
}
