namespace ExT5.Data;

/// <summary>Finds what the rows of a pipeline's tasks are, one task after the other.</summary>
internal sealed class TaskDataReader(
    IReadOnlyList<Seq2SeqTask> tasks, IReadOnlyList<ExampleStream> streams, IReadOnlyList<MixtureShare> shares, DatasetSplit split, TokenCache? cache,
    bool passesBadRows)
{
    private readonly FileHashes _files = new();

    public async Task<IReadOnlyList<TaskData>> ReadAsync(IEnumerable<TaskData> known, CancellationToken cancellationToken)
    {
        _files.Know(known.SelectMany(task => task.Files));
        var read = new List<TaskData>();
        for (var i = 0; i < tasks.Count; i++)
        {
            var (task, share) = (tasks[i], shares[i]);
            var objective = task.Objective is null ? null : PipelineFingerprint.Invariant(task.Objective);
            var files = _files.Recorder();
            // A cache was compared with its sources when it was opened.
            var (source, format, text) = cache?.Examples(task.Name, split).Key is { } key
                ? (key.Source, key.FormatVersion, key.FormattedText)
                : await ReadAsync(task, streams[i].Rows!, files, cancellationToken).ConfigureAwait(false);
            read.Add(new TaskData(task.Name, share.Weight, share.Examples, objective, source, format, text, files.Asked)
            {
                Truncation = task.Truncation == Truncation.Default ? null : task.Truncation.ToString(),
            });
        }

        return read;
    }

    private async Task<(string? Source, string Format, string Text)> ReadAsync(
        Seq2SeqTask task, IReadOnlyList<TextExample> rows, FileHashes files, CancellationToken cancellationToken)
    {
        var source = await task.FingerprintAsync(split, files, cancellationToken).ConfigureAwait(false);
        // One thread: it goes on beside the training.
        var text = source is null
            ? await TextHash.OfAllAsync(rows, cancellationToken, passesBadRows, workers: 1).ConfigureAwait(false)
            : TextHash.OfSample(rows, passesBadRows);
        return (source, task.FormatVersion, text);
    }
}
