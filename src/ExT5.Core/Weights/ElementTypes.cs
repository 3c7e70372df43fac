using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Element types of safetensors files and of PyTorch, side by side.</summary>
internal static class ElementTypes
{
    private static readonly (byte[] Name, SafetensorsDtype Dtype)[] Names =
        [.. Enum.GetValues<SafetensorsDtype>().Select(dtype => (Encoding.UTF8.GetBytes(dtype.ToString()), dtype))];

    /// <summary>The type that a JSON string names, or null.</summary>
    public static SafetensorsDtype? Find(ref Utf8JsonReader reader)
    {
        foreach (var (name, dtype) in Names)
            if (reader.ValueTextEquals(name))
                return dtype;
        return null;
    }

    public static int SizeOf(SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BOOL or SafetensorsDtype.U8 or SafetensorsDtype.I8 => 1,
        SafetensorsDtype.I16 or SafetensorsDtype.F16 or SafetensorsDtype.BF16 => 2,
        SafetensorsDtype.I32 or SafetensorsDtype.F32 => 4,
        _ => 8,
    };

    public static bool IsFloatingPoint(SafetensorsDtype dtype) =>
        dtype is SafetensorsDtype.F16 or SafetensorsDtype.BF16 or SafetensorsDtype.F32 or SafetensorsDtype.F64;

    public static ScalarType ToTorch(SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BOOL => ScalarType.Bool,
        SafetensorsDtype.U8 => ScalarType.Byte,
        SafetensorsDtype.I8 => ScalarType.Int8,
        SafetensorsDtype.I16 => ScalarType.Int16,
        SafetensorsDtype.F16 => ScalarType.Float16,
        SafetensorsDtype.BF16 => ScalarType.BFloat16,
        SafetensorsDtype.I32 => ScalarType.Int32,
        SafetensorsDtype.F32 => ScalarType.Float32,
        SafetensorsDtype.F64 => ScalarType.Float64,
        _ => ScalarType.Int64,
    };

    /// <summary>The type to store a tensor as, or null for what safetensors or this reader does not have.</summary>
    public static SafetensorsDtype? FromTorch(ScalarType type)
    {
        foreach (var dtype in Enum.GetValues<SafetensorsDtype>())
            if (ToTorch(dtype) == type)
                return dtype;
        return null;
    }
}
