using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data.Tests;

public sealed partial class StrictRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"text":"b","lable":1}""", "has no 'label'; it has 'lable'")]
    [InlineData("""{"text":null,"label":1}""", "'text' is null")]
    [InlineData("""{"text":"a","label":null}""", "'label' is null")]
    [InlineData("""{"text":"a","label":1,"label":0}""", "'label' stands twice")]
    [InlineData("""{"text":"a","Text":"B","label":1}""", "'text' and 'Text'")]
    [InlineData("""{}""", "'; it has none")]
    [InlineData("""{"label":1}""", "has no 'text'")]
    [InlineData("""{"text":"a","label":1.5}""", "$.label")]
    [InlineData("""{"text":"a","label":3000000000}""", "$.label")]
    public async Task A_row_that_lacks_what_its_type_asks_for_is_refused_by_name(string line, string problem)
    {
        await AssertRefusedAsync<Labelled>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.Labelled);
        await AssertRefusedAsync<RequiredMembers>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.RequiredMembers);
        await AssertRefusedAsync<Settable>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.Settable);
        await AssertRefusedAsync<InitOnly>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.InitOnly);
        await AssertRefusedAsync<LabelledStruct>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.LabelledStruct);
        await AssertRefusedAsync<SettableStruct>(line, problem);
        await AssertRefusedAsync<Oblivious>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.Oblivious);
        await AssertRefusedAsync<WithFields>(line, problem);
    }

    [Theory]
    [InlineData("""{"names":["a",null],"by":{},"inner":{"tags":[[]]}}""", "'names[1]' is null")]
    [InlineData("""{"names":[],"by":{"k":null},"inner":{"tags":[[]]}}""", "'by['k']' is null")]
    [InlineData("""{"names":[],"by":{},"inner":{"tags":[[],["x",null]]}}""", "'tags[1][1]' is null")]
    [InlineData("""{"names":[],"by":{},"inner":null}""", "'inner' is null")]
    [InlineData("""{"names":[],"by":{},"inner":{}}""", "'inner' has no 'tags'")]
    [InlineData("""{"names":[],"by":{},"inner":{"tags":null}}""", "'inner.tags' is null")]
    [InlineData("""{"names":[],"by":{"a":"1","a":"2"},"inner":{"tags":[]}}""", "'by.a' stands twice")]
    [InlineData("""{"names":[],"by":{},"inner":{"tags":[]},"more":[{"tags":[]},null]}""", "'more[1]' is null")]
    [InlineData("""{"names":[],"by":{},"inner":{"tags":[]},"more":[{"tags":[]},{"tagz":[]}]}""", "'more[1]' has no 'tags'; it has 'tagz'")]
    public async Task Rows_inside_rows_and_elements_of_lists_are_checked_too(string line, string problem)
    {
        await AssertRefusedAsync<Nested>(line, problem);
        await AssertRefusedAsync(line, problem, StrictContext.Default.Nested);
    }

    [Fact]
    public async Task What_may_be_null_may_be_absent_and_what_has_a_default_keeps_it()
    {
        const string line = """{"text":"a","unknown":[null],"gaps":["x",null]}""";

        var row = await ReadAsync<Optional>(line);
        var generated = await ReadAsync(line, StrictContext.Default.Optional);

        Assert.Equal(("a", null, null, 7, "en", 1.5), (row.Text, row.Note, row.Score, row.Label, row.Language, row.Weight));
        Assert.Equal(["x", null], row.Gaps);
        Assert.Equal(("a", 7, 1.5), (generated.Text, generated.Label, generated.Weight));
        Assert.Equal("b", (await ReadAsync<Optional>("""{"text":"b","note":null,"score":null,"allowed":null}""")).Text);
    }

    [Fact]
    public async Task A_default_does_not_let_null_through() =>
        await AssertRefusedAsync<Optional>("""{"text":"a","label":null}""", "'label' is null");

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("\"1\"")]
    [InlineData("\"1.0\"")]
    public async Task A_whole_number_may_be_written_with_a_point(string number)
    {
        var row = await ReadAsync<Numbers>($$"""{"label":{{number}},"id":18446744073709551615,"many":[{{number}},2.0],"maybe":{{number}}}""");

        Assert.Equal(new Numbers(1, ulong.MaxValue, row.Many, 1), row);
        Assert.Equal([1, 2], row.Many);
    }

    [Fact]
    public async Task Handling_of_numbers_that_a_property_asks_for_stays()
    {
        Assert.Equal(3, (await ReadAsync<OwnHandling>("""{"label":"3"}""", new JsonSerializerOptions())).Label);
        await AssertRefusedAsync<Labelled>("""{"Text":"a","Label":"3"}""", "$.Label", new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
    }

    [Fact]
    public void A_type_that_no_row_could_fill_is_refused_at_once()
    {
        Assert.Contains("no property", Assert.Throws<ArgumentException>(() => new JsonLinesSource<NothingToFill>("x.jsonl")).Message, StringComparison.Ordinal);
        Assert.Contains("not public", Assert.Throws<ArgumentException>(() => new JsonLinesSource<PrivateSetter>("x.jsonl")).Message, StringComparison.Ordinal);
        Assert.Contains("contract", Assert.Throws<ArgumentException>(() => new JsonLinesSource<Labelled>(
            "x.jsonl", JsonTypeInfo.CreateJsonTypeInfo<Labelled>(JsonSerializerOptions.Web))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_keeps_what_its_author_changed()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(type =>
            {
                foreach (var property in type.Properties) property.Name = $"x_{property.Name}";
            }),
        };

        Assert.Equal(new Labelled("a", 1), await ReadAsync<Labelled>("""{"x_Text":"a","x_Label":1}""", options));
        await AssertRefusedAsync<Labelled>("""{"Text":"a","x_Label":1}""", "has no 'x_Text'; it has 'Text'", options);
    }

    [Fact]
    public async Task Lists_as_rows_and_free_forms_are_read()
    {
        Assert.Equal(["a", "b"], await ReadAsync<string[]>("""["a","b"]"""));
        await AssertRefusedAsync<string[]>("""["a",null]""", "'[1]' of the line is null");
        Assert.Equal(JsonValueKind.Null, (await ReadAsync<JsonElement>("""{"a":null}""")).GetProperty("a").ValueKind);
        Assert.Equal(1, (await ReadAsync<Ignoring>("""{"label":1}""")).Label);
        Assert.Null((await ReadAsync<Open>("""{"label":1,"other":null}""")).Others["other"]);
        await AssertRefusedAsync<Open>("""{"lable":1}""", "has no 'label'; it has 'lable'");
        await AssertRefusedAsync<(string Text, int Label)>("""{"text":"a","label":1}""", "has no 'item");
    }

    [Theory]
    [InlineData("missing_label.jsonl", 1, "has no 'label'; it has 'lable'", 2)]
    [InlineData("missing_label.jsonl", 2, "'text' is null", 3)]
    [InlineData("dup.jsonl", 0, "'label' stands twice", 1)]
    [InlineData("dupcase.jsonl", 0, "'text' and 'Text'", 1)]
    public async Task Real_slips_are_errors_with_their_line(string file, int row, string problem, int line)
    {
        var path = Path.Combine(SharedFolder.Require("cases/real_files/F05"), file);
        var rows = await new JsonLinesSource<Labelled>(path).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        var error = Assert.Throws<DataSourceException>(() => rows[row]);

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public async Task Examples_are_rows_of_their_own_kind()
    {
        var example = await ReadAsync<TextExample>("""{"input":"a","target":"b"}""");

        Assert.Equal(("a", "b"), (example.Input, example.Target));
        Assert.Equal(["b"], example.References);
        Assert.Equal(["c"], (await ReadAsync<TextExample>("""{"input":"a","target":"b","references":["c"]}""")).References);
        await AssertRefusedAsync<TextExample>("""{"input":"a","targets":"b"}""", "has no 'target'; it has 'targets'");
        await AssertRefusedAsync<TextExample>("""{"input":"a","target":"b","choices":["x",null]}""", "choices");
    }

    private async Task AssertRefusedAsync<T>(string line, string problem, JsonTypeInfo<T> type) =>
        AssertRefused(line, problem, await OpenAsync(line, new JsonLinesSource<T>(_folder["train.jsonl"], type)));

    private async Task AssertRefusedAsync<T>(string line, string problem, JsonSerializerOptions? options = null) =>
        AssertRefused(line, problem, await OpenAsync(line, SourceOf<T>(options)));

    private void AssertRefused<T>(string line, string problem, IReadOnlyList<T> rows)
    {
        var error = Assert.Throws<DataSourceException>(() => rows[0]);

        Assert.True(error.Message.Contains(problem, StringComparison.OrdinalIgnoreCase), $"{typeof(T)} {line}: {error.Message}");
        Assert.Equal((_folder["train.jsonl"], 1), (error.Path, error.Line));
    }

    private async Task<T> ReadAsync<T>(string line, JsonSerializerOptions? options = null) => (await OpenAsync(line, SourceOf<T>(options)))[0];

    private async Task<T> ReadAsync<T>(string line, JsonTypeInfo<T> type) => (await OpenAsync(line, new JsonLinesSource<T>(_folder["train.jsonl"], type)))[0];

    private JsonLinesSource<T> SourceOf<T>(JsonSerializerOptions? options)
    {
        if (options is null) return new(_folder["train.jsonl"]);
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        return new(_folder["train.jsonl"], (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }

    private async Task<IReadOnlyList<T>> OpenAsync<T>(string line, JsonLinesSource<T> source)
    {
        _folder.Write("train.jsonl", line);
        return await source.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);
    }

    internal sealed record Labelled(string Text, int Label);

    internal sealed record RequiredMembers
    {
        public required string Text { get; init; }

        public required int Label { get; init; }
    }

    internal sealed class Settable
    {
        public string Text { get; set; } = "";

        public int Label { get; set; }
    }

    internal sealed record InitOnly
    {
        public string Text { get; init; } = null!;

        public int Label { get; init; }
    }

    internal readonly record struct LabelledStruct(string Text, int Label = 5);

    internal struct SettableStruct
    {
        public string Text { get; set; }

        public int Label { get; set; }
    }

#nullable disable
    internal sealed class Oblivious
    {
        public string Text { get; set; }

        public int Label { get; set; }
    }
#nullable enable

    internal sealed class WithFields
    {
        public string Text = "";

        public int Label { get; set; }
    }

    internal sealed record Nested(string[] Names, IReadOnlyDictionary<string, string> By, Inner Inner, IReadOnlyList<Inner>? More = null);

    internal sealed record Inner(List<List<string>> Tags);

    internal sealed class Optional
    {
        public string Text { get; set; } = "";

        public string? Note { get; set; }

        public double? Score { get; set; }

        [AllowNull]
        public string Allowed { get => field ?? "none"; set; }

        public IReadOnlyList<string?>? Gaps { get; set; }

        public int Label { get; set; } = 7;

        public string Language { get; set; } = "en";

        public double Weight { get; set; } = 1.5;
    }

    internal sealed record Numbers(int Label, ulong Id, IReadOnlyList<long> Many, short? Maybe);

    internal sealed class OwnHandling
    {
        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
        [JsonPropertyName("label")]
        public int Label { get; set; }
    }

    internal sealed class NothingToFill
    {
        public string Text { get; } = "";
    }

    internal sealed class PrivateSetter
    {
        public string Text { get; private set; } = "";

        public int Label { get; set; }
    }

    internal sealed class Open
    {
        public int Label { get; set; }

        [JsonExtensionData]
        public Dictionary<string, object> Others { get; set; } = [];
    }

    internal sealed class Ignoring
    {
        public int Label { get; set; }

        [JsonIgnore]
        public string Text { get; private set; } = "";

        public int Twice => 2 * Label;
    }

    [JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Labelled))]
    [JsonSerializable(typeof(RequiredMembers))]
    [JsonSerializable(typeof(Settable))]
    [JsonSerializable(typeof(InitOnly))]
    [JsonSerializable(typeof(LabelledStruct))]
    [JsonSerializable(typeof(Oblivious))]
    [JsonSerializable(typeof(Nested))]
    [JsonSerializable(typeof(Optional))]
    internal sealed partial class StrictContext : JsonSerializerContext;
}
