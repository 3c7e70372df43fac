using System.Text.Json;

namespace ExT5.Core;

/// <summary>Reads the small JSON files of a folder strictly: valid UTF-8, each key once, and not more than a megabyte.</summary>
internal static class JsonFile
{
    private const int MostBytes = 1 << 20;

    /// <param name="path">The file.</param>
    /// <param name="advice">What to do when it is absent.</param>
    /// <param name="error">Makes the error of a message and a cause.</param>
    public static JsonDocument Parse(string path, string advice, Func<string, Exception?, Exception> error)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            throw error($"There is no file '{path}'. {advice}", null);
        var length = RegularFile.LengthOf(path);
        if (length == 0)
            throw error($"'{path}' is not valid JSON: it is empty, or no file.", null);
        if (length > MostBytes)
            throw error($"'{path}' has {length:N0} bytes; a {name} has at most {MostBytes:N0}.", null);
        var bytes = File.ReadAllBytes(path);
        if (LfsPointer.Is(bytes))
            throw error($"'{path}' {LfsPointer.Explanation}", null);
        try
        {
            RequireText(bytes);
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw error($"'{path}' is not valid JSON: {cause.Message}", cause);
        }
    }

    // A document looks at its strings only when asked for one: halves of surrogate pairs and broken UTF-8 pass till then.
    private static void RequireText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
    }
}
