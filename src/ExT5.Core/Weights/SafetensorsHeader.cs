using System.Text;
using System.Text.Json;

namespace ExT5.Core;

/// <summary>The JSON header of a safetensors file: names, types, shapes, byte ranges, metadata.</summary>
internal sealed class SafetensorsHeader
{
    public const int MostBytes = 100_000_000;
    public const int MostNameBytes = 1024;
    public const int MostTensors = 1_000_000;
    public const string MetadataName = "__metadata__";
    private const int MostDepth = 8;
    private readonly string _path;
    private readonly Dictionary<string, SafetensorsEntry> _entries = [];
    private Dictionary<string, string>? _metadata;

    /// <summary>Reads and checks a header; whether the byte ranges fit together is left to the layout.</summary>
    /// <exception cref="SafetensorsException">A rule of the format is broken.</exception>
    public SafetensorsHeader(string path, ReadOnlySpan<byte> json)
    {
        _path = path;
        json = json.TrimEnd((byte)' ');
        if (json is not [(byte)'{', .., (byte)'}'])
            throw Broken(SafetensorsRule.HeaderJson, "the header is not '{' … '}' and spaces");
        if (!System.Text.Unicode.Utf8.IsValid(json))
            throw Broken(SafetensorsRule.HeaderJson, "the header is not valid UTF-8");
        try
        {
            ReadAll(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            throw Broken(SafetensorsRule.HeaderJson, $"the header is not valid JSON: {error.Message}", error);
        }
    }

    /// <summary>Tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    /// <summary>What the writer of the file noted.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata ?? [];

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref reader);
            reader.Read();
            if (name == MetadataName)
                ReadMetadata(ref reader);
            else if (!_entries.TryAdd(name, new SafetensorsEntryReader(_path, name).Read(ref reader)))
                throw Broken(SafetensorsRule.DuplicateName, $"the tensor '{name}' is described twice");
            if (_entries.Count > MostTensors)
                throw Broken(SafetensorsRule.TensorCount, $"there are more than {MostTensors} tensors");
        }
        // Refuses whatever follows the object.
        reader.Read();
    }

    private string Name(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        return Encoding.UTF8.GetByteCount(name) <= MostNameBytes
            ? name
            : throw Broken(
                SafetensorsRule.Name, $"the name '{Excerpt.Of(name)}' is longer than {MostNameBytes} bytes");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (_metadata is not null)
            throw Broken(SafetensorsRule.DuplicateName, $"'{MetadataName}' appears twice");
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Broken(SafetensorsRule.Metadata, $"'{MetadataName}' is not an object");
        _metadata = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Broken(SafetensorsRule.Metadata, $"the metadata '{Excerpt.Of(key)}' is not a string");
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw Broken(SafetensorsRule.DuplicateName, $"the metadata '{Excerpt.Of(key)}' appears twice");
        }
    }

    private SafetensorsException Broken(SafetensorsRule rule, string problem, Exception? cause = null) =>
        new(_path, rule, problem, cause);
}
