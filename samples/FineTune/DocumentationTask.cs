using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;

namespace FineTune;

/// <summary>A task out of the XML documentation of the .NET SDK: which library does a summary come from?</summary>
internal static class DocumentationTask
{
    private const int RowsPerLibrary = 200;
    private const int EveryNthIsKept = 5;
    private const int MostCharacters = 160;

    private static readonly string[] Libraries =
        ["System.Text.Json", "System.Net.Http", "System.Security.Cryptography", "System.Collections", "System.Xml.ReaderWriter", "System.Data.Common"];

    /// <summary>Writes train.jsonl and validation.jsonl and returns the pattern that names both.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var rows = Libraries.SelectMany(Rows).OrderBy(row => row.Place).ToLookup(row => row.Place % EveryNthIsKept == 0);
        Write(Path.Combine(folder, "train.jsonl"), rows[false]);
        Write(Path.Combine(folder, "validation.jsonl"), rows[true]);
        return Path.Combine(folder, "{split}.jsonl");
    }

    private static void Write(string path, IEnumerable<Row> rows) =>
        File.WriteAllLines(path, rows.Select(row => JsonSerializer.Serialize(new { input = row.Input, target = row.Target })));

    private static IEnumerable<Row> Rows(string library)
    {
        var summaries = XDocument.Load(Path.Combine(ReferenceFolder(), $"{library}.xml")).Descendants("summary")
            .Select(summary => string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(text => text.Length is > 30 and < MostCharacters).Distinct().ToList();
        // Neighbours are alike: rows are taken from all over the file.
        var stride = Math.Max(1, summaries.Count / RowsPerLibrary);
        return summaries.Where((_, place) => place % stride == 0).Take(RowsPerLibrary)
            .Select((text, place) => new Row(place, $"library summary: {text}", library.Split('.')[1..].Aggregate((a, b) => $"{a} {b}")));
    }

    private static string ReferenceFolder()
    {
        var packs = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        return Directory.Exists(packs) && Directory.EnumerateDirectories(packs, "net10.0", SearchOption.AllDirectories).FirstOrDefault() is { } folder
            ? folder
            : throw new DirectoryNotFoundException($"There is no documentation in '{packs}'. Install the .NET 10 SDK rather than the runtime, or name a file with --data.");
    }

    private sealed record Row(int Place, string Input, string Target);
}
