using System.Text.Json;

namespace ExT5.Core;

/// <summary>Reads one tensor's description: <c>{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}</c>.</summary>
/// <remarks>Takes no memory but the entry's: a header may describe a million tensors.</remarks>
/// <param name="path">The file, for errors.</param>
/// <param name="tensor">The tensor's name, for errors.</param>
internal struct SafetensorsEntryReader(string path, string tensor)
{
    /// <summary>PyTorch's own limit for most operations.</summary>
    public const int MostDimensions = 64;

    private SafetensorsDtype? _dtype;
    private long[]? _shape;
    private (long Begin, long End)? _range;

    /// <summary>Reads from the object's opening brace to its closing one.</summary>
    public SafetensorsEntry Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Broken(SafetensorsRule.TensorFields, "is not described by an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadField(ref reader);
        if (_dtype is not { } dtype || _shape is null || _range is not var (begin, end))
            throw Broken(SafetensorsRule.TensorFields, "needs 'dtype', 'shape' and 'data_offsets' with two numbers");
        var entry = new SafetensorsEntry(dtype, _shape, begin, end);
        return begin <= end && entry.ByteLength == ByteLength(entry)
            ? entry
            : throw Broken(
                SafetensorsRule.ByteRange, $"has the byte range {begin}..{end}, but {entry} takes {ByteLength(entry)}");
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (_dtype is null && reader.ValueTextEquals("dtype"u8))
            _dtype = Dtype(ref reader);
        else if (_shape is null && reader.ValueTextEquals("shape"u8))
            _shape = Shape(ref reader);
        else if (_range is null && reader.ValueTextEquals("data_offsets"u8))
            _range = Range(ref reader);
        else
            throw Broken(SafetensorsRule.TensorFields, $"has an unknown or repeated field '{Excerpt.Of(reader.GetString()!)}'");
    }

    private readonly long[] Shape(ref Utf8JsonReader reader)
    {
        Span<long> sizes = stackalloc long[MostDimensions];
        return sizes[..Numbers(ref reader, sizes, SafetensorsRule.Shape)].ToArray();
    }

    private readonly (long Begin, long End) Range(ref Utf8JsonReader reader)
    {
        Span<long> offsets = stackalloc long[2];
        return Numbers(ref reader, offsets, SafetensorsRule.TensorFields) == offsets.Length
            ? (offsets[0], offsets[1])
            : throw Broken(SafetensorsRule.TensorFields, "has fewer than two offsets");
    }

    private readonly int Numbers(ref Utf8JsonReader reader, scoped Span<long> room, SafetensorsRule rule)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            throw Broken(SafetensorsRule.TensorFields, "has something other than an array for its shape or offsets");
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Broken(rule, "has a size or an offset that is not a whole number from 0 to 2^63 - 1");
            if (count == room.Length)
                throw Broken(rule, $"has more than {room.Length} sizes or offsets");
            room[count++] = number;
        }
        return count;
    }

    private readonly SafetensorsDtype Dtype(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            throw Broken(SafetensorsRule.TensorFields, "has something other than a text for its element type");
        return ElementTypes.Find(ref reader) ?? throw Broken(
            SafetensorsRule.Dtype,
            $"has the element type '{Excerpt.Of(reader.GetString()!)}'; known are {string.Join(", ", Enum.GetNames<SafetensorsDtype>())}");
    }

    // PyTorch multiplies sizes for its strides even when another is 0, so their product must fit without that one too.
    private readonly long ByteLength(SafetensorsEntry entry)
    {
        try
        {
            var size = (long)ElementTypes.SizeOf(entry.Dtype);
            foreach (var length in entry.Shape)
                size = checked(size * Math.Max(length, 1));
            return entry.Shape.Contains(0) ? 0 : size;
        }
        catch (OverflowException error)
        {
            throw Broken(SafetensorsRule.Shape, $"has the shape {entry}, which is too large for any file", error);
        }
    }

    private readonly SafetensorsException Broken(SafetensorsRule rule, string problem, Exception? cause = null) =>
        new(path, rule, $"the tensor '{tensor}' {problem}", cause);
}
