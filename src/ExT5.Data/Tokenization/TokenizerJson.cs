using System.Text.Json;

namespace ExT5.Data;

/// <summary>The bytes of a <c>tokenizer.json</c> as JSON: bounded in depth, no name twice, every error a typed one.</summary>
internal sealed class TokenizerJson(ModelFile file)
{
    /// <summary>Parts that are held as a tree have at most so many bytes (T5's character map takes 0.4 MB of text).</summary>
    public const int MostTreeBytes = 16 << 20;
    private const int MostDepth = 32;
    private const int MostShown = 80;
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = MostDepth };

    public ModelFile File { get; } = file;

    /// <summary>Runs a read; whatever JSON finds wrong is refused as the file's fault.</summary>
    public T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: bytes that are no UTF-8, or half a surrogate pair. FormatException: no base64.
            throw File.Refused($"it is not valid JSON of this kind: {error.Message}");
        }
    }

    public Utf8JsonReader Reader(ByteRange range) => new(range.In(File.Bytes), Reading);

    /// <summary>The tree of a small part; the caller disposes it.</summary>
    public JsonDocument Tree(ByteRange range, string name) => range.Length <= MostTreeBytes
        ? JsonDocument.Parse(
            File.Bytes.AsMemory(range.Offset, range.Length),
            new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false })
        : throw File.Refused(range.Offset, $"'{name}' has {range.Length} bytes; at most {MostTreeBytes} are allowed.");

    /// <summary>The string of a property.</summary>
    public string Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw File.Refused($"'{Shown(owner)}' lacks the text '{name}'.");

    public static bool Flag(JsonElement owner, string name, bool fallback) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : fallback;

    /// <summary>The element's text, short enough for a message.</summary>
    public static string Shown(JsonElement element) => Shown(element.GetRawText());

    /// <inheritdoc cref="Shown(JsonElement)"/>
    public static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
