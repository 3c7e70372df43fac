using ExT5.Data;
using Pretrain.ApiDocs.Tasks;

namespace Pretrain.ApiDocs;

/// <summary>The supervised tasks that the documentation gives.</summary>
internal static class ApiDocsTasks
{
    /// <summary>The supervised tasks, family by family.</summary>
    public static IReadOnlyList<ApiDocsTask> Supervised(ApiDocsCorpus docs)
    {
        var exceptions = FrequentExceptions.Of(docs);
        return
        [
            .. SummarizationTasks.Of(docs),
            .. ReadingTasks.Of(docs),
            .. ClosedBookTasks.Of(docs),
            .. InferenceTasks.Of(docs, exceptions),
            .. ClassificationTasks.Of(docs, exceptions),
            .. CommonsenseTasks.Of(docs, exceptions),
            .. SemanticParsingTasks.Of(docs),
            .. DialogueTasks.Of(docs),
        ];
    }

    /// <summary>Makes the rows of all tasks, on all cores; opening them afterwards costs nothing.</summary>
    public static Task PrepareAsync(IReadOnlyList<ApiDocsTask> tasks, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(tasks, cancellationToken, async (task, stopping) => await task.Task.OpenAsync(DatasetSplit.Train, stopping));
}
