using System.Collections.Frozen;
using System.Text.Json;

namespace ExT5.Core;

/// <summary>Reads one tensor's description: <c>{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}</c>.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="tensor">The tensor's name, for errors.</param>
internal sealed class SafetensorsEntryReader(string path, string tensor)
{
    /// <summary>PyTorch's own limit for most operations.</summary>
    public const int MostDimensions = 64;

    private static readonly FrozenDictionary<string, SafetensorsDtype> Dtypes =
        Enum.GetValues<SafetensorsDtype>().ToFrozenDictionary(dtype => dtype.ToString(), StringComparer.Ordinal);

    private string? _dtype;
    private List<long>? _shape, _offsets;

    /// <summary>Reads from the object's opening brace to its closing one.</summary>
    public SafetensorsEntry Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Broken(SafetensorsRule.TensorFields, "is not described by an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadField(ref reader);
        if (_dtype is null || _shape is null || _offsets is not [var begin, var end])
            throw Broken(SafetensorsRule.TensorFields, "needs 'dtype', 'shape' and 'data_offsets' with two numbers");
        var entry = new SafetensorsEntry(Dtype(_dtype), [.. _shape], begin, end);
        return begin <= end && entry.ByteLength == ByteLength(entry)
            ? entry
            : throw Broken(
                SafetensorsRule.ByteRange, $"has the byte range {begin}..{end}, but {entry} takes {ByteLength(entry)}");
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        var field = reader.GetString();
        reader.Read();
        if (field == "dtype" && _dtype is null && reader.TokenType == JsonTokenType.String)
            _dtype = reader.GetString();
        else if (field == "shape" && _shape is null)
            _shape = Numbers(ref reader, SafetensorsRule.Shape, MostDimensions);
        else if (field == "data_offsets" && _offsets is null)
            _offsets = Numbers(ref reader, SafetensorsRule.TensorFields, 2);
        else
            throw Broken(SafetensorsRule.TensorFields, $"has an unknown, repeated or mistyped field '{Excerpt.Of(field!)}'");
    }

    private List<long> Numbers(ref Utf8JsonReader reader, SafetensorsRule rule, int most)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Broken(SafetensorsRule.TensorFields, "has something other than an array for its shape or offsets");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Broken(rule, "has a size or an offset that is not a whole number from 0 to 2^63 - 1");
            if (numbers.Count == most)
                throw Broken(rule, $"has more than {most} sizes or offsets");
            numbers.Add(number);
        }
        return numbers;
    }

    private SafetensorsDtype Dtype(string name) =>
        Dtypes.TryGetValue(name, out var dtype)
            ? dtype
            : throw Broken(
                SafetensorsRule.Dtype,
                $"has the element type '{Excerpt.Of(name)}'; known are {string.Join(", ", Enum.GetNames<SafetensorsDtype>())}");

    // PyTorch multiplies sizes for its strides even when another is 0, so their product must fit without that one too.
    private long ByteLength(SafetensorsEntry entry)
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

    private SafetensorsException Broken(SafetensorsRule rule, string problem, Exception? cause = null) =>
        new(path, rule, $"the tensor '{tensor}' {problem}", cause);
}
