using System.Text.Json;

namespace ExT5.Core;

/// <summary>
/// Typed reads from the object of one <c>generation_config.json</c>, where null is as good as absent; every error names
/// file, key, value and what is allowed.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="root">Its object.</param>
/// <param name="vocabulary">Rows of the model's table, which every id must be one of.</param>
internal sealed class GenerationConfigJson(string path, JsonElement root, int vocabulary)
{
    /// <summary>Names of what the file says, those of nulls left out.</summary>
    public IEnumerable<string> Keys =>
        root.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null).Select(property => property.Name);

    /// <summary>Whether the file names a key to say null.</summary>
    public bool IsNull(string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Null;

    public int? Int(string key) => Get(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Wrong(key, $"a whole number, at most {int.MaxValue}");

    /// <summary>A whole number in a range.</summary>
    public int? Int(string key, int least, int most) => Int(key) is not { } number ? null
        : number >= least && number <= most ? number
        : throw Wrong(key, $"a whole number from {least} to {most}");

    /// <summary>One id.</summary>
    public int? IdOrNone(string key) => Get(key) is { } value ? Id(key, value) : null;

    public double? Double(string key) => Get(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Wrong(key, "a number");

    public bool Bool(string key) => Get(key) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key, "true or false"),
    };

    public EarlyStopping EarlyStopping(string key) => Get(key) switch
    {
        null or { ValueKind: JsonValueKind.False } => Core.EarlyStopping.Heuristic,
        { ValueKind: JsonValueKind.True } => Core.EarlyStopping.AtWidth,
        { ValueKind: JsonValueKind.String } value when value.ValueEquals("never") => Core.EarlyStopping.Never,
        _ => throw Wrong(key, "true, false or \"never\""),
    };

    /// <summary>One id or a list of ids; none when absent.</summary>
    public int[] Ids(string key) => Get(key) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => Id(key, item))]
        : [Id(key, value)];

    /// <summary>A list of lists of ids; none when absent.</summary>
    public int[][] IdLists(string key) => [.. Items(key).Select(item => Ids(key, item))];

    /// <summary>A text or a list of texts; none when absent.</summary>
    public string[] Texts(string key) => Get(key) is { ValueKind: JsonValueKind.String } one
        ? [one.GetString()!]
        : [.. Items(key).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(key, "texts"))];

    /// <summary>The items of a list; none when absent.</summary>
    public JsonElement[] Items(string key) => Get(key) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw Wrong(key, "a list");

    /// <summary>The ids of one item of a list.</summary>
    public int[] Ids(string key, JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(item => Id(key, item))]
        : throw Wrong(key, "lists of ids");

    /// <summary>Whether a key's value asks for nothing: false, or a list or an object without content.</summary>
    public bool SaysNothing(string key) => Get(key) is not { } value || value.ValueKind == JsonValueKind.False
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
        || (value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 0);

    /// <summary>The error of a value that cannot be used.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="allowed">What it must be.</param>
    public T5ConfigException Wrong(string key, string allowed)
    {
        return new($"'{path}': \"{key}\" is {Excerpt.Of(Get(key)?.GetRawText() ?? "absent")}; it must be {allowed}.");
    }

    private int Id(string key, JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var id) && id >= 0 && id < vocabulary
            ? id
            : throw Wrong(key, $"ids of this model, whole numbers from 0 to {vocabulary - 1}");

    private JsonElement? Get(string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
