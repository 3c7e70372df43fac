using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;

namespace ExT5.Core.Tests;

/// <summary>Golden tensors by name, read without the library's own reader so that both can be wrong only apart.</summary>
internal static class SafetensorsBytes
{
    public static Dictionary<string, torch.Tensor> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        return header.RootElement.EnumerateObject()
            .Where(entry => entry.Name != "__metadata__")
            .ToDictionary(entry => entry.Name, entry => Tensor(entry.Value, bytes.AsSpan(8 + headerLength)));
    }

    private static torch.Tensor Tensor(JsonElement entry, ReadOnlySpan<byte> data)
    {
        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(at => at.GetInt32()).ToArray();
        var values = data[offsets[0]..offsets[1]];
        return entry.GetProperty("dtype").GetString() switch
        {
            "F32" => torch.tensor(MemoryMarshal.Cast<byte, float>(values).ToArray(), shape),
            "I64" => torch.tensor(MemoryMarshal.Cast<byte, long>(values).ToArray(), shape),
            var type => throw new NotSupportedException($"Golden files hold F32 and I64, not {type}."),
        };
    }
}
