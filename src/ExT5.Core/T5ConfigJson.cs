using System.Text.Json;

namespace ExT5.Core;

/// <summary>Typed reads from the object of one <c>config.json</c>; every error names file, key, value and what is allowed.</summary>
internal sealed class T5ConfigJson
{
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

    public bool Bool(string key, bool fallback)
    {
        if (!TryGet(key, out var value))
            return fallback;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(key, value, "true or false");
    }

    public string RequireOneOf(string key, string fallback, string[] allowed)
    {
        if (!TryGet(key, out var value))
            return fallback;
        return value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString())
            ? value.GetString()!
            : throw Wrong(key, value, string.Join(" or ", allowed.Select(name => $"\"{name}\"")));
    }

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
        var text = value.GetRawText();
        return new($"'{_path}': \"{key}\" is {(text.Length <= 80 ? text : text[..80] + "...")}; it must be {allowed}.");
    }
}
