using System.Text.Json;

namespace ExT5.Data;

/// <summary>
/// A JSON object that Transformers keeps beside a vocabulary (<c>tokenizer_config.json</c> and its kin): bounded in size and
/// depth, no name twice, every error a typed one that names file and key.
/// </summary>
internal sealed class CompanionFile : IDisposable
{
    private const int MostBytes = TokenizerJson.MostTreeBytes;
    private const int MostDepth = 32;

    private readonly JsonDocument _document;

    private CompanionFile(string path, JsonDocument document) => (Path, _document) = (path, document);

    public string Path { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Opens a file of a folder; null when it is not there.</summary>
    /// <exception cref="VocabularyException">It is no JSON object, or too large.</exception>
    public static CompanionFile? Open(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name);
        if (!File.Exists(path)) return null;
        var bytes = ModelFile.BytesOf(path, MostBytes);
        try
        {
            GitLfsPointer.Refuse($"'{path}'", bytes);
            var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new CompanionFile(path, document);
            document.Dispose();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new VocabularyException($"'{path}' is not valid JSON: {error.Message}", error);
        }
        throw new VocabularyException($"'{path}' holds no JSON object, as such a file does.");
    }

    public void Dispose() => _document.Dispose();

    /// <summary>The value of a key, unless the file says nothing or null.</summary>
    public JsonElement? Value(string key) =>
        Root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string key) => Value(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? TextOf(value) : throw Wrong(key, value, "a text");

    public bool? Flag(string key) => Value(key) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, value, "true or false");

    public int? Number(string key, int most) => Value(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 && number <= most
            ? number : throw Wrong(key, value, $"a whole number from 0 to {most}");

    /// <summary>A token as Transformers writes it: its text, or an object with a <c>content</c>.</summary>
    public string Token(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value),
        JsonValueKind.Object when value.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String => TextOf(content),
        _ => throw Wrong(key, value, "a token: a text, or an object with a 'content'"),
    };

    public VocabularyException Wrong(string key, JsonElement value, string allowed) =>
        new($"'{Path}': \"{key}\" is {TokenizerJson.Shown(value)}; it must be {allowed}.");

    public VocabularyException Refused(string key, JsonElement value, string reason) =>
        new($"'{Path}': \"{key}\" is {TokenizerJson.Shown(value)}; {reason}");

    private string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            throw new VocabularyException($"'{Path}' is not valid JSON: {error.Message}", error);
        }
    }
}
