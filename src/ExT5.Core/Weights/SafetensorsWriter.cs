using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Writes one safetensors file with the bytes that Hugging Face's library would write.</summary>
internal sealed class SafetensorsWriter
{
    private const int Alignment = 8;
    private static readonly Dictionary<string, string> PyTorch = new() { ["format"] = "pt" };
    private readonly string _path;
    private readonly List<(string Name, Tensor Tensor, SafetensorsDtype Dtype)> _tensors;
    private readonly IReadOnlyDictionary<string, string> _metadata;

    /// <param name="path">The file's name, for errors.</param>
    /// <param name="tensors">Names and tensors.</param>
    /// <param name="metadata">Notes; null: those of PyTorch.</param>
    /// <exception cref="SafetensorsException">A name or an element type cannot be stored.</exception>
    public SafetensorsWriter(
        string path,
        IReadOnlyList<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata)
    {
        _path = path;
        _metadata = metadata ?? PyTorch;
        RequireGoodNames(tensors);
        // The largest elements first keep every tensor aligned; then by name, so that the file does not depend on order.
        _tensors = [.. tensors
            .Select(item => (item.Key, item.Value, Dtype: DtypeOf(item)))
            .OrderByDescending(item => item.Dtype)
            .ThenBy(item => item.Key, Comparer<string>.Create(ByUtf8))];
    }

    /// <summary>Makes the file.</summary>
    /// <param name="path">A path where nothing is.</param>
    public void Write(string path)
    {
        ExT5Runtime.EnsureLoaded();
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        WriteHeader(file);
        foreach (var (_, tensor, _) in _tensors)
            WriteTensor(file, tensor);
    }

    private static void WriteTensor(Stream file, Tensor tensor)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        TensorBytes.Visit(tensor.detach().cpu().contiguous(), (memory, _) => file.Write(memory));
    }

    private void WriteHeader(Stream file)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            WriteHeader(writer);
        while (json.Length % Alignment != 0)
            json.WriteByte((byte)' ');
        if (json.Length > SafetensorsHeader.MostBytes)
            throw Broken(SafetensorsRule.HeaderLength, $"the header would take {json.Length} bytes");
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        file.Write(length);
        json.WriteTo(file);
    }

    private void WriteHeader(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (_metadata.Count > 0)
        {
            writer.WriteStartObject(SafetensorsHeader.MetadataName);
            foreach (var (key, value) in _metadata.OrderBy(item => item.Key, StringComparer.Ordinal))
                writer.WriteString(key, value);
            writer.WriteEndObject();
        }
        var end = 0L;
        foreach (var (name, tensor, dtype) in _tensors)
        {
            var begin = end;
            end = checked(begin + tensor.numel() * ElementTypes.SizeOf(dtype));
            WriteEntry(writer, name, new(dtype, tensor.shape, begin, end));
        }
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string name, SafetensorsEntry entry)
    {
        writer.WriteStartObject(name);
        writer.WriteString("dtype", entry.Dtype.ToString());
        writer.WriteStartArray("shape");
        foreach (var size in entry.Shape)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(entry.Begin);
        writer.WriteNumberValue(entry.End);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void RequireGoodNames(IReadOnlyList<KeyValuePair<string, Tensor>> tensors)
    {
        if (tensors.Count > SafetensorsHeader.MostTensors)
            throw Broken(
                SafetensorsRule.TensorCount, $"{tensors.Count} tensors, allowed are {SafetensorsHeader.MostTensors}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in tensors)
        {
            if (name == SafetensorsHeader.MetadataName || Encoding.UTF8.GetByteCount(name) > SafetensorsHeader.MostNameBytes)
                throw Broken(
                    SafetensorsRule.Name,
                    $"a tensor cannot be called '{name}': at most {SafetensorsHeader.MostNameBytes} bytes, and not " +
                    $"'{SafetensorsHeader.MetadataName}'");
            if (!seen.Add(name))
                throw Broken(SafetensorsRule.DuplicateName, $"two tensors are called '{name}'");
        }
    }

    private SafetensorsDtype DtypeOf(KeyValuePair<string, Tensor> item) =>
        ElementTypes.FromTorch(item.Value.dtype) ?? throw Broken(
            SafetensorsRule.Dtype,
            $"'{item.Key}' is {item.Value.dtype}; storable are {string.Join(", ", Enum.GetNames<SafetensorsDtype>())}");

    private static int ByUtf8(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private SafetensorsException Broken(SafetensorsRule rule, string problem) => new(_path, rule, problem);
}
