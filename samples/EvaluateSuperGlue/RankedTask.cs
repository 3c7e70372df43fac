using ExT5.Data;

namespace EvaluateSuperGlue;

/// <summary>A task whose answer is the likeliest of its choices.</summary>
internal sealed class RankedTask(Seq2SeqTask task) : IDataSource<TextExample>
{
    public ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        task.OpenAsync(split, cancellationToken);

    /// <summary>The same task with ranked answers; a task whose examples have no choices stays as it is.</summary>
    public static async Task<FoundTask> OfAsync(FoundTask found, CancellationToken stopping)
    {
        var rows = await found.Task.OpenAsync(DatasetSplit.Validation, stopping);
        return rows[0].Choices is not { Count: > 0 } ? found : found with
        {
            Task = Seq2SeqTask.Create<TextExample>(found.Task.Name, ranked => ranked
                .InFamily(found.Task.Family).ReadFrom(new RankedTask(found.Task)).Format(example => example)
                .ScoreWith([.. found.Task.Metrics]).RankChoices()),
        };
    }
}
