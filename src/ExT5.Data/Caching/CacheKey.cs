using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ExT5.Data;

/// <summary>Everything that decides the ids of a split: when one part differs, the cache is another.</summary>
/// <param name="Library">Version of what a cache holds for the same rows.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Split">Name of the split.</param>
/// <param name="Texts">2 for input and target, 1 for documents.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Source">The source's own fingerprint; null when it tells none.</param>
/// <param name="FormatVersion">The version the task gives its format.</param>
/// <param name="FormattedText">Hash of formatted rows: up to 64 of them, or all when the source tells no fingerprint.</param>
/// <param name="Vocabulary">Fingerprint of the vocabulary.</param>
internal sealed record CacheKey(
    int Library, string Task, string Split, int Texts, long Rows, string? Source, string FormatVersion, string FormattedText, string Vocabulary)
{
    // Raised whenever the same rows come to give other ids, or another place to them.
    public const int CurrentLibrary = 1;

    /// <summary>SHA-256 of all parts, in hexadecimal.</summary>
    [JsonIgnore]
    public string Hash
    {
        get
        {
            var text = new StringBuilder();
            string[] parts = [$"{Library}", Task, Split, $"{Texts}", $"{Rows}", Source ?? "", FormatVersion, FormattedText, Vocabulary];
            foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    /// <summary>The key of what a task gives now.</summary>
    public static async Task<CacheKey> ReadAsync(
        Seq2SeqTask task, DatasetSplit split, IReadOnlyList<TextExample> rows, Vocabulary vocabulary, FileHashes files, CancellationToken cancellationToken)
    {
        var source = await task.FingerprintAsync(split, files, cancellationToken).ConfigureAwait(false);
        var text = source is null
            ? await TextHash.OfAllAsync(rows, cancellationToken).ConfigureAwait(false)
            : TextHash.OfSample(rows);
        return new CacheKey(
            CurrentLibrary, task.Name, split.Name, task.Objective is null ? 2 : 1, rows.Count, source, task.FormatVersion, text, vocabulary.Fingerprint);
    }

    /// <summary>What differs in what a task gives now, part by part.</summary>
    /// <param name="now">The key of the same task and split now.</param>
    public IEnumerable<string> DifferencesTo(CacheKey now)
    {
        if (Library != now.Library) yield return $"library: it was cached by format {Library}, this version has {now.Library}";
        if (Vocabulary != now.Vocabulary) yield return $"vocabulary: it was cached with {Short(Vocabulary)}, this one is {Short(now.Vocabulary)}";
        if (Rows != now.Rows) yield return $"source: it had {Rows:N0} rows and has {now.Rows:N0}";
        else if (Source != now.Source) yield return $"source: its content was {Short(Source)} and is {Short(now.Source)}";
        if (Texts != now.Texts) yield return now.Texts == 1 ? "format: rows were examples and are documents" : "format: rows were documents and are examples";
        else if (FormatVersion != now.FormatVersion) yield return $"format: it had version '{FormatVersion}' and has '{now.FormatVersion}'";
        else if (FormattedText != now.FormattedText && Rows == now.Rows && Source == now.Source)
            yield return Source is null
                ? "source or format: rows give other text (the source tells no fingerprint, so which of the two changed is not known)"
                : $"format: the same rows give other text, though its version is still '{FormatVersion}'";
    }

    internal static string Short(string? hash) => hash is null ? "unknown" : hash.Length > 12 ? hash[..12] + "…" : hash;
}
