using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data;

/// <summary>Says in the words of the row what keeps it from becoming an object: a property that is absent, null or there twice.</summary>
internal static class JsonRowProblem
{
    /// <summary>The first such problem of a row that was refused; null when it is another.</summary>
    public static string? Of(ReadOnlySpan<byte> row, JsonTypeInfo type)
    {
        try
        {
            var reader = new Utf8JsonReader(row, new JsonReaderOptions { MaxDepth = JsonRow.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            return Of(document.RootElement, type, "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Of(JsonElement value, JsonTypeInfo type, string path) => (type.Kind, value.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => OfObject(value, type, path),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => First(value.EnumerateArray().Select((item, place) =>
            Of(item, Inner(type, type.ElementType), $"{path}[{place}]"))),
        (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => OfDictionary(value, type, path),
        _ => null,
    };

    private static string? OfObject(JsonElement row, JsonTypeInfo type, string path)
    {
        var comparer = type.Options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var known = type.Properties.ToDictionary(property => property.Name, comparer);
        var seen = new Dictionary<string, string>(comparer);
        foreach (var each in row.EnumerateObject().Where(each => known.ContainsKey(each.Name)))
            if (!seen.TryAdd(each.Name, each.Name)) return Twice(seen[each.Name], each.Name, path);
        if (type.Properties.FirstOrDefault(property => property.IsRequired && !seen.ContainsKey(property.Name)) is { } absent)
            return Absent(absent, row, type, path);
        foreach (var each in row.EnumerateObject())
        {
            if (!known.TryGetValue(each.Name, out var property) || property.CustomConverter is not null) continue;
            if (each.Value.ValueKind == JsonValueKind.Null && !property.IsExtensionData && !RowNullability.MayBeNull(property) && IsGiven(property))
                return $"'{Path(path, each.Name)}' is null, and {type.Type.Name} needs a value there. Correct the row, or write a '?' behind the type of the property.";
            if (Of(each.Value, Inner(type, property.PropertyType), Path(path, each.Name)) is { } problem) return problem;
        }

        return null;
    }

    private static string? OfDictionary(JsonElement row, JsonTypeInfo type, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var each in row.EnumerateObject())
            if (!seen.Add(each.Name)) return Twice(each.Name, each.Name, path);
        return First(row.EnumerateObject().Select(each => Of(each.Value, Inner(type, type.ElementType), Path(path, each.Name))));
    }

    private static string Absent(JsonPropertyInfo property, JsonElement row, JsonTypeInfo type, string path)
    {
        var names = row.EnumerateObject().Select(each => each.Name).ToList();
        // A name that the type knows is not a slip of this one.
        var strange = names.Where(name => type.Properties.All(each => each.Name != name)).ToList();
        var has = names.Count == 0 ? "it has none" : $"it has '{NearestName.Of(property.Name, strange.Count > 0 ? strange : names)}'";
        var others = names.Count > 1 ? $" among {string.Join(", ", names)}" : "";
        return $"{(path.Length == 0 ? "The row" : $"'{path}'")} has no '{property.Name}'; {has}{others}. " +
            $"{type.Type.Name} needs it: correct the name there or in the type ([JsonPropertyName]). A property that rows may lack is nullable, or a constructor parameter with a default.";
    }

    private static string Twice(string first, string second, string path) => first == second
        ? $"The property '{Path(path, first)}' stands twice in one object. Leave one out."
        : $"The properties '{Path(path, first)}' and '{Path(path, second)}' are one in any case of letters, and both are there. Leave one out.";

    private static bool IsGiven(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    private static JsonTypeInfo Inner(JsonTypeInfo type, Type? element) => type.Options.GetTypeInfo(element ?? typeof(object));

    private static string Path(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string? First(IEnumerable<string?> problems) => problems.FirstOrDefault(problem => problem is not null);
}
