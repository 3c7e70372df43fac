using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>The text of the training split, as denoising and the vocabulary see it.</summary>
internal static class ApiDocsText
{
    private const int RowsPerTask = 3_000;

    /// <summary>Members whose whole documentation reads differently from all others'.</summary>
    public static ApiDocsSource<DocumentedMember> Documents(ApiDocsCorpus docs) =>
        new(docs.Members, member => member, member => member.AllText);

    /// <summary>Writes what a vocabulary is made from: every training document, then rows of every task, a line each.</summary>
    public static async Task DumpAsync(ApiDocsCorpus docs, IReadOnlyList<ApiDocsTask> tasks, string path, CancellationToken cancellationToken)
    {
        using var writer = new StreamWriter(path);
        foreach (var member in await Documents(docs).OpenAsync(DatasetSplit.Train, cancellationToken))
            await writer.WriteAsync($"{member.DisplayName} {member.AllText}\n");
        foreach (var task in tasks)
            foreach (var example in (await task.Task.OpenAsync(DatasetSplit.Train, cancellationToken)).Take(RowsPerTask))
                await writer.WriteAsync($"{example.Input} {example.Target}\n");
    }
}
