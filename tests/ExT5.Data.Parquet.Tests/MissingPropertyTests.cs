using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CsCheck;
using Parquet.Serialization;

namespace ExT5.Data.Parquet.Tests;

/// <summary>Whatever the format: a row that lost a value its type asks for is an error that names it, never a default.</summary>
public sealed class MissingPropertyTests : IDisposable
{
    private static readonly string[] Names = ["text", "label", "score"];
    private static readonly string[] FaultKinds = ["drop", "rename", "null", "double"];

    private static readonly Gen<(int Rows, int Row, string Name, string Fault)> Faults = Gen.Select(
        Gen.Int[1, 5], Gen.Int[0, 100], Gen.Int[0, 2], Gen.Int[0, 3],
        (rows, row, name, fault) => (rows, row % rows, Names[name], FaultKinds[fault]));

    private readonly Data.Tests.TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("typed")]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("arrow")]
    [InlineData("parquet")]
    public void A_property_dropped_renamed_nulled_or_doubled_is_named(string format) => Faults.Sample(each =>
    {
        // A text of CSV is never null, Arrow's and Parquet's writers here give no column twice, and none without columns.
        if ((format is "csv" or "tsv" && each is { Fault: "null", Name: "text" }) || (format == "parquet" && each.Fault == "double")) return;
        var path = Write(format, each.Rows, each.Row, each.Name, each.Fault);

        var error = Assert.Throws<DataSourceException>(() =>
        {
            foreach (var row in GoldenRows.Open(SourceOf(format, path))) Assert.NotNull(row.Text);
        });

        Assert.Contains(format == "arrow" && each.Fault == "double" ? "same name" : $"'{each.Name}", error.Message, StringComparison.Ordinal);
        if (each.Fault == "rename") Assert.Contains($"'{each.Name}_'", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }, iter: 60);

    [Theory]
    [InlineData("typed")]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("arrow")]
    [InlineData("parquet")]
    public void A_whole_file_is_read(string format) => Assert.Equal(
        [new("t0", 0, 0.5), new("t1", 1, 1.5), new("t2", 2, 2.5)], GoldenRows.Open(SourceOf(format, Write(format, 3, 0, "", ""))));

    [Theory]
    [InlineData("csv", "label\n1.0\n")]
    [InlineData("csv", "label\n1e0\n")]
    [InlineData("tsv", "label\n1\n")]
    [InlineData("jsonl", "{\"label\": 1.0}")]
    [InlineData("jsonl", "{\"label\": \"1.0\"}")]
    [InlineData("json", "[{\"label\": 1.0}]")]
    public void A_whole_number_is_one_however_it_is_written(string format, string text)
    {
        var path = _folder.Write($"whole{_files++}.{format}", text);

        Assert.Equal([(1L, true, 1UL)], GoldenRows.Open(new TableSource<(long, bool, ulong)>(path, row => (row.Integer("label"), row.Flag("label"), row.UnsignedInteger("label")))));
    }

    [Theory]
    [InlineData("csv", "label\n1.5\n")]
    [InlineData("csv", "label\n\n\"\"\n")]
    [InlineData("jsonl", "{\"label\": 1.5}")]
    [InlineData("json", "[{\"label\": -1e300}]")]
    [InlineData("jsonl", "{\"label\": 9223372036854775808}")]
    public void Another_number_is_none(string format, string text) => Assert.Contains("'label'", Assert.Throws<DataSourceException>(() =>
        GoldenRows.Open(new TableSource<long>(_folder.Write($"other{_files++}.{format}", text), row => row.Integer("label")))[0]).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("arrow")]
    [InlineData("parquet")]
    public async Task Unsigned_numbers_of_64_bits_keep_all_their_digits(string format)
    {
        ulong[] ids = [0, long.MaxValue, 9_223_372_036_854_775_808, ulong.MaxValue - 1, ulong.MaxValue];
        var path = _folder[$"ids.{format}"];
        if (format == "parquet")
        {
            await using var stream = File.Create(path);
            await ParquetSerializer.SerializeAsync(ids.Select(id => new Identified { Id = id }), stream, cancellationToken: TestContext.Current.CancellationToken);
        }
        else if (format == "arrow") WriteArrow(path, new RecordBatch.Builder().Append("Id", false, new UInt64Array.Builder().AppendRange(ids).Build()).Build());
        else _folder.Write($"ids.{format}", string.Join('\n', [.. format == "csv" ? ["Id"] : (string[])[], .. ids.Select(id => format == "csv" ? $"{id}" : $"{{\"Id\": {id}}}")]));

        Assert.Equal(ids, GoldenRows.Open(new TableSource<ulong>(path, row => row.UnsignedInteger("Id"))));
        Assert.Equal((double)ulong.MaxValue, GoldenRows.Open(new TableSource<double>(path, row => row.Number("Id")))[4]);
        Assert.Contains("UnsignedInteger", Assert.Throws<DataSourceException>(() => GoldenRows.Open(new TableSource<long>(path, row => row.Integer("Id")))[4]).Message, StringComparison.Ordinal);
    }

    private static IDataSource<Scored> SourceOf(string format, string path) => format == "typed"
        ? new JsonLinesSource<Scored>(path)
        : new TableSource<Scored>(path, row => new(row.Text("text"), checked((int)row.Integer("label")), row.Number("score")));

    private string Write(string format, int rows, int row, string name, string fault)
    {
        var path = _folder[$"rows{_files++}.{(format == "typed" ? "jsonl" : format)}"];
        if (format == "arrow") WriteArrow(path, Batch(rows, row, name, fault));
        else if (format == "parquet") WriteParquet(path, rows, row, name, fault);
        else if (format is "csv" or "tsv") File.WriteAllText(path, Delimited(format == "csv" ? "," : "\t", rows, row, name, fault));
        else
        {
            var lines = Enumerable.Range(0, rows).Select(place => Json(place, place == row ? name : "", fault));
            File.WriteAllText(path, format == "json" ? $"[{string.Join(",\n", lines)}]" : string.Join('\n', lines));
        }

        return path;
    }

    private static string Value(string name, int place) => name == "text" ? $"t{place}" : name == "label" ? $"{place}" : $"{place}.5";

    private static string Json(int place, string name, string fault) => $"{{{string.Join(", ", Names.SelectMany(each =>
    {
        var value = each == "text" ? JsonSerializer.Serialize(Value(each, place)) : Value(each, place);
        if (each != name) return (string[])[$"\"{each}\": {value}"];
        return fault switch
        {
            "drop" => [],
            "rename" => [$"\"{each}_\": {value}"],
            "null" => [$"\"{each}\": null"],
            _ => [$"\"{each}\": {value}", $"\"{each}\": {value}"],
        };
    }))}}}";

    private static string Delimited(string separator, int rows, int row, string name, string fault)
    {
        var columns = Names.SelectMany(each => each != name ? [each] : fault switch
        {
            "drop" => [],
            "rename" => [$"{each}_"],
            "double" => [each, each],
            _ => (string[])[each],
        }).ToList();
        var lines = Enumerable.Range(0, rows).Select(place => string.Join(separator, columns.Select(column =>
            fault == "null" && column == name && place == row ? "" : Value(column.TrimEnd('_'), place))));
        return string.Join('\n', [string.Join(separator, columns), .. lines]);
    }

    private static RecordBatch Batch(int rows, int row, string name, string fault)
    {
        var batch = new RecordBatch.Builder();
        foreach (var each in Names)
        {
            if (each == name && fault == "drop") continue;
            var isNull = (int place) => each == name && fault == "null" && place == row;
            IArrowArray array = each switch
            {
                "text" => Texts(rows, isNull),
                "label" => Labels(rows, isNull),
                _ => Scores(rows, isNull),
            };
            batch.Append(each == name && fault == "rename" ? $"{each}_" : each, true, array);
            if (each == name && fault == "double") batch.Append(each, true, array);
        }

        return batch.Build();
    }

    private static StringArray Texts(int rows, Func<int, bool> isNull)
    {
        var texts = new StringArray.Builder();
        for (var place = 0; place < rows; place++) texts = isNull(place) ? texts.AppendNull() : texts.Append($"t{place}");
        return texts.Build();
    }

    private static Int64Array Labels(int rows, Func<int, bool> isNull)
    {
        var labels = new Int64Array.Builder();
        for (var place = 0; place < rows; place++) labels = isNull(place) ? labels.AppendNull() : labels.Append(place);
        return labels.Build();
    }

    private static DoubleArray Scores(int rows, Func<int, bool> isNull)
    {
        var scores = new DoubleArray.Builder();
        for (var place = 0; place < rows; place++) scores = isNull(place) ? scores.AppendNull() : scores.Append(place + 0.5);
        return scores.Build();
    }

    private static void WriteArrow(string path, RecordBatch batch)
    {
        using var stream = File.Create(path);
        using var writer = new ArrowStreamWriter(stream, batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static void WriteParquet(string path, int rows, int row, string name, string fault)
    {
        var places = Enumerable.Range(0, rows).ToList();
        bool Without(string each, int place) => fault == "null" && each == name && place == row;
        var whole = places.ConvertAll(place => new Whole
        {
            text = Without("text", place) ? null : $"t{place}",
            label = Without("label", place) ? null : place,
            score = Without("score", place) ? null : place + 0.5,
        });
        using var stream = File.Create(path);
        var written = (fault is "drop" or "rename" ? name : "", fault) switch
        {
            ("text", "drop") => ParquetSerializer.SerializeAsync(whole.Select(each => new NoText { label = each.label, score = each.score }), stream),
            ("label", "drop") => ParquetSerializer.SerializeAsync(whole.Select(each => new NoLabel { text = each.text, score = each.score }), stream),
            ("score", "drop") => ParquetSerializer.SerializeAsync(whole.Select(each => new NoScore { text = each.text, label = each.label }), stream),
            ("text", _) => ParquetSerializer.SerializeAsync(whole.Select(each => new OtherText { text_ = each.text, label = each.label, score = each.score }), stream),
            ("label", _) => ParquetSerializer.SerializeAsync(whole.Select(each => new OtherLabel { text = each.text, label_ = each.label, score = each.score }), stream),
            ("score", _) => ParquetSerializer.SerializeAsync(whole.Select(each => new OtherScore { text = each.text, label = each.label, score_ = each.score }), stream),
            _ => ParquetSerializer.SerializeAsync(whole, stream),
        };
        written.GetAwaiter().GetResult();
    }

    internal sealed record Scored(string Text, int Label, double Score);

    public sealed class Identified { public ulong Id { get; set; } }

    public sealed class Whole { public string? text { get; set; } public long? label { get; set; } public double? score { get; set; } }

    public sealed class NoText { public long? label { get; set; } public double? score { get; set; } }

    public sealed class NoLabel { public string? text { get; set; } public double? score { get; set; } }

    public sealed class NoScore { public string? text { get; set; } public long? label { get; set; } }

    public sealed class OtherText { public string? text_ { get; set; } public long? label { get; set; } public double? score { get; set; } }

    public sealed class OtherLabel { public string? text { get; set; } public long? label_ { get; set; } public double? score { get; set; } }

    public sealed class OtherScore { public string? text { get; set; } public long? label { get; set; } public double? score_ { get; set; } }
}
