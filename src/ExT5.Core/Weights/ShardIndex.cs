using System.Text.Json;

namespace ExT5.Core;

/// <summary>An index of shards (<c>model.safetensors.index.json</c>): which file holds which tensor.</summary>
internal sealed class ShardIndex
{
    public const int MostBytes = 100_000_000;
    public const int MostShards = 512;
    private const int MostDepth = 64;
    private const string MapName = "weight_map";
    private readonly string _path;
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, string> _shards = [];

    private ShardIndex(string path) => _path = path;

    /// <summary>The file of each tensor.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>The files, each once.</summary>
    public IReadOnlyCollection<string> Shards => _shards.Keys;

    /// <exception cref="SafetensorsException">A rule of the index is broken.</exception>
    public static ShardIndex Read(string path)
    {
        var index = new ShardIndex(path);
        if (RegularFile.LengthOf(path) == 0)
            throw index.Broken(SafetensorsRule.IndexJson, "the index is empty");
        using var file = FileBytes.Open(path);
        if (file.Length > MostBytes)
            throw index.Broken(SafetensorsRule.IndexLength, $"the index has {file.Length} bytes, allowed are {MostBytes}");
        var json = GC.AllocateUninitializedArray<byte>((int)file.Length);
        file.Read(0, json);
        if (LfsPointer.Is(json))
            throw index.Broken(SafetensorsRule.IndexJson, $"this {LfsPointer.Explanation}");
        try
        {
            index.ReadAll(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: bytes that are no UTF-8, or an escaped half of a surrogate pair.
            throw index.Broken(SafetensorsRule.IndexJson, $"the index is not valid JSON: {error.Message}", error);
        }
        return index;
    }

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Broken(SafetensorsRule.IndexJson, "the index is not an object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Once(names, ref reader);
            var isMap = reader.ValueTextEquals(MapName);
            reader.Read();
            if (isMap)
                ReadMap(ref reader);
            else
                Skip(ref reader);
        }
        // Refuses whatever follows the object.
        reader.Read();
        if (_files.Count == 0)
            throw Broken(SafetensorsRule.IndexJson, $"the index has no '{MapName}', or an empty one");
    }

    // What is not used is passed over, each name in it once.
    private void Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Once(names, ref reader);
                reader.Read();
                Skip(ref reader);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Skip(ref reader);
        }
    }

    private void Once(HashSet<string> names, ref Utf8JsonReader reader)
    {
        if (!names.Add(reader.GetString()!))
            throw Broken(SafetensorsRule.IndexJson, $"'{Excerpt.Of(reader.GetString()!)}' appears twice");
    }

    private void ReadMap(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Broken(SafetensorsRule.IndexJson, $"'{MapName}' is not an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var tensor = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Broken(SafetensorsRule.IndexJson, $"the file of '{Excerpt.Of(tensor)}' is not a string");
            if (!_files.TryAdd(tensor, Shard(reader.GetString()!)))
                throw Broken(SafetensorsRule.IndexJson, $"the tensor '{Excerpt.Of(tensor)}' appears twice");
            if (_files.Count > SafetensorsHeader.MostTensors)
                throw Broken(SafetensorsRule.TensorCount, $"there are more than {SafetensorsHeader.MostTensors} tensors");
        }
    }

    // One string for each file, however often it is named.
    private string Shard(string name)
    {
        if (_shards.TryGetValue(name, out var known))
            return known;
        if (!ShardName.IsPlain(name))
            throw Broken(
                SafetensorsRule.ShardName,
                $"the index names the file '{Excerpt.Of(name)}'; only plain names that end in {ShardName.Extension} are followed");
        if (_shards.Count == MostShards)
            throw Broken(SafetensorsRule.ShardCount, $"there are more than {MostShards} shards; save the model in larger ones");
        _shards.Add(name, name);
        return name;
    }

    private SafetensorsException Broken(SafetensorsRule rule, string problem, Exception? cause = null) =>
        new(_path, rule, problem, cause);
}
