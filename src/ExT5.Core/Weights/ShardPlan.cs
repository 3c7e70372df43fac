using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Tensors spread over files as Transformers spreads them: in order, a new file before the limit is passed.</summary>
internal sealed class ShardPlan
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private readonly List<List<KeyValuePair<string, Tensor>>> _shards = [[]];

    /// <param name="tensors">All tensors, in the model's order.</param>
    /// <param name="maxBytes">Most bytes of values in a file; a larger tensor gets one of its own.</param>
    public ShardPlan(IEnumerable<KeyValuePair<string, Tensor>> tensors, long maxBytes)
    {
        var inShard = 0L;
        foreach (var item in tensors)
        {
            var bytes = BytesOf(item);
            if (inShard + bytes > maxBytes && _shards[^1].Count > 0)
            {
                _shards.Add([]);
                inShard = 0;
            }
            _shards[^1].Add(item);
            inShard += bytes;
        }
    }

    /// <summary>Whether one file holds all, so that there is no index.</summary>
    public bool IsSingle => _shards.Count == 1;

    /// <summary>Names and tensors of each file.</summary>
    public IReadOnlyList<(string FileName, IReadOnlyList<KeyValuePair<string, Tensor>> Tensors)> Files =>
        [.. _shards.Select((tensors, i) => (IsSingle ? ShardName.Single : ShardName.Of(i + 1, _shards.Count), tensors))];

    /// <summary>Writes the index with the bytes that Transformers writes.</summary>
    public void WriteIndex(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using (var json = new Utf8JsonWriter(file, Indented))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", _shards.Sum(shard => shard.Sum(BytesOf)));
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            foreach (var (tensor, shard) in Places())
                json.WriteString(tensor, shard);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
    }

    private static long BytesOf(KeyValuePair<string, Tensor> item) => item.Value.numel() * item.Value.ElementSize;

    private IEnumerable<(string Tensor, string Shard)> Places() =>
        Files.SelectMany(file => file.Tensors.Select(item => (Tensor: item.Key, Shard: file.FileName)))
            .OrderBy(place => place.Tensor, StringComparer.Ordinal);
}
