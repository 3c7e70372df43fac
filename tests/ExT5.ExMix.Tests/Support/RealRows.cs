using System.IO.Compression;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests;

/// <summary>Rows of the real datasets beside the repository, in the layout of the Hub.</summary>
internal static class RealRows
{
    /// <summary>The rows of a JSONL file.</summary>
    public static async Task<IReadOnlyList<DataRow>> JsonLines(string file)
    {
        var lines = await new JsonLinesSource<JsonElement>(SharedFolder.Require($"data/tasks/{file}")).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);
        return Some([.. lines.Select(DataRow.FromJson)]);
    }

    /// <summary>The rows of a CSV or TSV file; without header the columns are named 0, 1, 2.</summary>
    public static async Task<IReadOnlyList<DataRow>> Delimited(string file, bool header)
    {
        var format = (file.EndsWith(".tsv", StringComparison.Ordinal) ? DelimitedFormat.Tsv : DelimitedFormat.Csv) with { Header = header };
        var source = new DelimitedSource<DataRow>(SharedFolder.Require($"data/tasks/{file}"), row => Of(
            [.. Enumerable.Range(0, row.Count).Select(place => (header ? row.Columns[place] : $"{place}", (object?)row[place]))]), format);
        return Some([.. await source.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken)]);
    }

    /// <summary>A JSON file as it is.</summary>
    public static JsonElement Json(string file) => Parse(File.ReadAllText(SharedFolder.Require($"data/tasks/{file}")));

    /// <summary>A file out of a dataset's dummy archive: rows of the published files in their original layout.</summary>
    public static string Dummy(string archive, string entry)
    {
        using var zip = ZipFile.OpenRead(SharedFolder.Require($"data/format_samples/hf_dummy/{archive}.zip"));
        using var reader = new StreamReader(zip.GetEntry($"dummy_data/{entry}")!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a JSONL file out of a dummy archive.</summary>
    public static IReadOnlyList<JsonElement> DummyLines(string archive, string entry) =>
        Some([.. Dummy(archive, entry).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]);

    /// <summary>The fields of a TSV file out of a dummy archive, line by line.</summary>
    public static IReadOnlyList<string[]> DummyTabs(string archive, string entry) =>
        Some([.. Dummy(archive, entry).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t'))]);

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static DataRow Of(params (string Column, object? Value)[] values) =>
        new([.. values.Select(value => value.Column)], [.. values.Select(value => value.Value)]);

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string property) => [.. json.GetProperty(property).EnumerateArray()];

    public static string[] Texts(this JsonElement json, string property) => [.. json.Items(property).Select(item => item.GetString()!)];

    /// <summary>What a task makes of a row that gives one example.</summary>
    public static TextExample Example(this DataRow row, string task) => Assert.Single(ExMixTasks.Named(task).ExamplesOf(row, DatasetSplit.Train));

    // A test over all rows of none would pass.
    private static List<T> Some<T>(List<T> rows)
    {
        Assert.NotEmpty(rows);
        return rows;
    }
}
