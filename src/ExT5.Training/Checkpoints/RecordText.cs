namespace ExT5.Training;

/// <summary>Reads what a record prints, <c>Name { Field = value, Field = Name { ... } }</c>, to tell two of them apart field by field.</summary>
internal static class RecordText
{
    private const string Absent = "absent";

    /// <summary>One text for each field that differs; one for the whole when the texts are of no record or of different ones.</summary>
    /// <param name="saved">The text that was saved; null for none.</param>
    /// <param name="current">The text now; null for none.</param>
    /// <param name="defaults">
    /// A text whose fields stand for those that <paramref name="saved"/> lacks, as it was written before there were any; null for none.
    /// </param>
    /// <returns>Such as <c>Heads saved 4, now 8</c> or <c>saved SGD, now Adam</c>.</returns>
    public static IEnumerable<string> Differences(string? saved, string? current, string? defaults = null) => Differences("", saved, current, defaults);

    private static IEnumerable<string> Differences(string name, string? saved, string? current, string? defaults)
    {
        if (saved == current) return [];
        if (Parse(saved) is not { } was || Parse(current) is not { } now || was.Name != now.Name)
            return [$"{name}{(name.Length > 0 ? " " : "")}saved {saved ?? Absent}, now {current ?? Absent}"];
        var unsaid = Parse(defaults)?.Fields;
        return was.Fields.Keys.Union(now.Fields.Keys, StringComparer.Ordinal).SelectMany(field => Differences(
            name.Length > 0 ? $"{name}.{field}" : field,
            was.Fields.GetValueOrDefault(field) ?? unsaid?.GetValueOrDefault(field),
            now.Fields.GetValueOrDefault(field), null));
    }

    private static (string Name, OrderedDictionary<string, string> Fields)? Parse(string? text)
    {
        if (text is null || !text.EndsWith(" }", StringComparison.Ordinal) || text.IndexOf(" { ", StringComparison.Ordinal) is not (> 0 and var open)) return null;
        var fields = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Parts(text[(open + 3)..^2]))
        {
            var equals = part.IndexOf(" = ", StringComparison.Ordinal);
            if (equals <= 0 || !fields.TryAdd(part[..equals], part[(equals + 3)..])) return null;
        }

        return (text[..open], fields);
    }

    private static IEnumerable<string> Parts(string body)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] is '{' or '[' or '(') depth++;
            else if (body[i] is '}' or ']' or ')') depth--;
            else if (depth == 0 && body[i] == ',' && i + 1 < body.Length && body[i + 1] == ' ')
            {
                yield return body[start..i];
                start = i + 2;
            }
        }

        if (start < body.Length) yield return body[start..];
    }
}
