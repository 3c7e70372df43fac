using System.Globalization;
using System.Text.Json;

namespace ExT5.Core;

/// <summary>Typed reads from the object of one <c>config.json</c>; every error names file, key, value and what is allowed.</summary>
internal sealed class T5ConfigJson
{
    private const int MostIds = 1_000;
    private readonly string _path;
    private readonly JsonElement _root;

    public T5ConfigJson(string path, JsonElement root)
    {
        _path = path;
        _root = root;
        if (root.ValueKind != JsonValueKind.Object)
            throw new T5ConfigException($"'{path}' holds a JSON {root.ValueKind}; a config.json is an object.");
    }

    public int Int(string key, int? fallback = null)
    {
        if (!TryGet(key, out var value))
            return fallback ?? throw new T5ConfigException($"'{_path}' lacks \"{key}\", which fixes the shape of the model.");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Wrong(key, value, "a whole number");
    }

    public double Double(string key, double fallback)
    {
        if (!TryGet(key, out var value))
            return fallback;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? number
            : throw Wrong(key, value, "a number");
    }

    public bool Bool(string key, bool fallback) => BoolOrSilence(key) ?? fallback;

    /// <summary>A flag, or null where the file says nothing of it.</summary>
    public bool? BoolOrSilence(string key)
    {
        if (!TryGet(key, out var value))
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(key, value, "true or false");
    }

    /// <summary>One id or a list of them, each once in the file's order; the fallback when absent.</summary>
    public int[] Ids(string key, int fallback)
    {
        if (!TryGet(key, out var value))
            return [fallback];
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Take(MostIds + 1)] : [value];
        return items.Length is > 0 and <= MostIds && items.All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
            ? [.. items.Select(item => item.GetInt32()).Distinct()]
            : throw Wrong(key, value, $"an id or a list of 1 to {MostIds} ids");
    }

    public string RequireOneOf(string key, string fallback, string[] allowed)
    {
        if (!TryGet(key, out var value))
            return fallback;
        return value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString())
            ? value.GetString()!
            : throw Wrong(key, value, string.Join(" or ", allowed.Select(name => $"\"{name}\"")));
    }

    /// <summary>What the file says, nulls left out: names and values as they are written.</summary>
    public IEnumerable<(string Key, string Value)> Said =>
        _root.EnumerateObject().Where(entry => entry.Value.ValueKind != JsonValueKind.Null).Select(entry => (entry.Name, entry.Value.GetRawText()));

    /// <summary>Whether the file says anything about a key.</summary>
    public bool Has(string key) => TryGet(key, out _);

    /// <summary>The first of a list of texts; an empty text when there is none.</summary>
    public string FirstOf(string key)
    {
        if (!TryGet(key, out var value))
            return "";
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Wrong(key, value, "a list of texts");
        return value.GetArrayLength() == 0 ? "" : value[0].GetString()!;
    }

    /// <summary>The number before the first dot of a version, or null where the file names none.</summary>
    public int? MajorVersion(string key)
    {
        if (!TryGet(key, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString()!.Split('.')[0], CultureInfo.InvariantCulture, out var major)
            ? major
            : throw Wrong(key, value, "a version such as \"4.41.0\"");
    }

    /// <summary>The error of two keys that contradict each other.</summary>
    public T5ConfigException Contradiction(string message) => new($"'{_path}': {message}");

    /// <summary>The error of a key that is not understood.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value as written.</param>
    /// <param name="owners">The members of the family that have it.</param>
    public T5ConfigException Unknown(string key, string value, IReadOnlyList<T5ModelType> owners) => new(
        $"'{_path}': \"{key}\" is {Excerpt.Of(value)}; " +
        (owners.Count > 0
            ? $"only {string.Join(" and ", owners)} models have this key, and \"model_type\" says otherwise. Correct one of them."
            : "ExT5 does not know what this key does to the numbers, and will not guess. If Transformers computes the same without " +
              "it, remove it from the file; if not, this model is not supported."));

    public void CheckRanges(T5Config config)
    {
        try
        {
            config.Validate();
        }
        catch (T5ConfigException cause)
        {
            throw new T5ConfigException($"'{_path}': {cause.Message}", cause);
        }
    }

    private bool TryGet(string key, out JsonElement value) =>
        _root.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    private T5ConfigException Wrong(string key, JsonElement value, string allowed)
    {
        return new($"'{_path}': \"{key}\" is {Excerpt.Of(value.GetRawText())}; it must be {allowed}.");
    }
}
