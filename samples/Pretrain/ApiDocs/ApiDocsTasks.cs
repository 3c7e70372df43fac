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
}
