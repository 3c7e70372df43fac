namespace ExT5.Data;

/// <summary>The text of a task: rows of its source with its templates and, when asked for, solved examples before them.</summary>
internal sealed class TaskText<TRow>(string task, IDataSource<TRow> source, IReadOnlyList<PromptTemplate<TRow>> templates, FewShot? fewShot)
{
    private bool Draws => fewShot is { Fixed: null };

    public async ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken)
    {
        var examples = await FormatAsync(split, cancellationToken).ConfigureAwait(false);
        if (fewShot is null) return examples;
        var isTraining = split == DatasetSplit.Train;
        var solved = isTraining || !Draws ? examples : await FormatAsync(DatasetSplit.Train, cancellationToken).ConfigureAwait(false);
        return new FewShotRows(examples, solved, templates.Count, isTraining, FewShotRows.KeyOf(fewShot.Seed, task, split), fewShot);
    }

    /// <summary>Names the content of a split, and of the training split where its rows stand in every input.</summary>
    public async ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken)
    {
        var own = await source.FingerprintAsync(split, files, cancellationToken).ConfigureAwait(false);
        if (own is null || (fewShot is null && templates.Count == 1)) return own;
        var drawnFrom = Draws && split != DatasetSplit.Train
            ? await source.FingerprintAsync(DatasetSplit.Train, files, cancellationToken).ConfigureAwait(false)
            : "";
        return drawnFrom is null
            ? null
            : TextHash.Of($"{own}\n{string.Join(' ', templates.Select(template => template.Name))}\n{fewShot?.Shots} {fewShot?.Seed} {fewShot?.MaxLength}\n{drawnFrom}");
    }

    private async Task<IReadOnlyList<TextExample>> FormatAsync(DatasetSplit split, CancellationToken cancellationToken)
    {
        var rows = await source.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        return templates.Count == 1
            ? new FormattedRows<TRow>(task, rows, templates[0].Format)
            : new TemplatedRows<TRow>(task, rows, templates);
    }
}
