using System.Text.Json;
using System.Text.Json.Serialization;
using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>Typed rows of JSONL files.</summary>
internal sealed class RowSource<TRow>(DataFiles files, Func<DataRow, TRow> read, FileSourceOptions options) : IDataSource<TRow>
{
    public async ValueTask<IReadOnlyList<TRow>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var lines = new JsonLinesSource<JsonElement>(files, JsonRows.Default.JsonElement, options);
        var rows = await lines.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => read(DataRow.FromJson(row)))];
    }
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class JsonRows : JsonSerializerContext;
