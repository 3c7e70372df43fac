using System.Text.Json;

namespace ExT5.Core;

/// <summary>Typed reads from an <c>adapter_config.json</c>; every error names file, key, value and what is allowed.</summary>
internal sealed class AdapterJson(string path, JsonElement root)
{
    public int Int(string key, int otherwise) => !TryGet(key, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(key, value, "a whole number");

    public double Number(string key, double otherwise) => !TryGet(key, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw Wrong(key, value, "a number");

    public bool Bool(string key, bool otherwise) => !TryGet(key, out var value) ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, value, "true or false");

    /// <summary>A flag, or null where the file says something else or nothing.</summary>
    public bool? Flag(string key) =>
        TryGet(key, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    public string? Text(string key) => !TryGet(key, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(key, value, "a text");

    /// <summary>A list of names, or one text.</summary>
    public (IReadOnlyList<string>? Names, string? Pattern) NamesOrPattern(string key)
    {
        if (!TryGet(key, out var value))
            return (null, null);
        if (value.ValueKind == JsonValueKind.String)
            return (null, value.GetString());
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? ([.. value.EnumerateArray().Select(name => name.GetString()!)], null)
            : throw Wrong(key, value, "a list of names, or an expression");
    }

    /// <summary>Whole numbers of 1 or more by name.</summary>
    public IReadOnlyDictionary<string, int> Ranks(string key) => Numbers(key).ToDictionary(
        entry => entry.Key,
        entry => entry.Value is >= 1 and <= int.MaxValue && double.IsInteger(entry.Value)
            ? (int)entry.Value
            : throw Wrong(key, "an object of whole numbers, each 1 or more"));

    /// <summary>A list of whole numbers, or one.</summary>
    public IReadOnlyList<int>? Ints(string key)
    {
        if (!TryGet(key, out var value))
            return null;
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return items.All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
            ? [.. items.Select(item => item.GetInt32())]
            : throw Wrong(key, value, "a whole number or a list of them");
    }

    public IReadOnlyDictionary<string, double> Numbers(string key)
    {
        if (!TryGet(key, out var value))
            return new Dictionary<string, double>();
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.Number))
            throw Wrong(key, value, "an object of numbers");
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
            numbers[entry.Name] = double.IsFinite(entry.Value.GetDouble()) ? entry.Value.GetDouble() : throw Wrong(key, value, "an object of finite numbers");
        return numbers;
    }

    /// <summary>Refuses entries that nobody knows.</summary>
    public void RefuseOthersThan(HashSet<string> known)
    {
        foreach (var entry in root.EnumerateObject().Where(entry => entry.Value.ValueKind != JsonValueKind.Null && !known.Contains(entry.Name)))
            throw new AdapterException(
                $"'{path}': \"{entry.Name}\" is {Excerpt.Of(entry.Value.GetRawText())}; ExT5 does not know what this key does to the numbers, and " +
                "will not guess. If PEFT computes the same without it, remove it from the file; if not, this adapter is not supported.");
    }

    /// <summary>Refuses entries that change what an adapter computes in a way that is not supported.</summary>
    /// <param name="keys">Each must be absent, null, false, empty, or what stands behind its colon.</param>
    public void RefuseUnless(params IReadOnlyList<string> keys)
    {
        foreach (var parts in keys.Select(key => key.Split(':')))
            if (TryGet(parts[0], out var value) && !IsNothing(value) && !parts.Skip(1).Contains(value.ToString()))
                throw Wrong(parts[0], value, parts.Length > 1 ? string.Join(" or ", parts[1..]) : "absent: it is not supported");
    }

    public AdapterException Wrong(string key, string allowed) => TryGet(key, out var value) ? Wrong(key, value, allowed) : new($"'{path}': \"{key}\" is absent; it must be {allowed}.");

    private AdapterException Wrong(string key, JsonElement value, string allowed) =>
        new($"'{path}': \"{key}\" is {Excerpt.Of(value.GetRawText())}; it must be {allowed}.");

    private bool TryGet(string key, out JsonElement value) =>
        root.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
