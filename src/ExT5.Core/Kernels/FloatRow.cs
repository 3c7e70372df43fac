using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Moves rows of float32 or bfloat16 tensors to and from float32 buffers.</summary>
internal static unsafe class FloatRow
{
    /// <summary>Whether C# may work on the memory of a tensor.</summary>
    public static bool Reaches(Tensor tensor) =>
        tensor.device_type == TorchSharp.DeviceType.CPU
        && tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16
        && tensor.numel() is > 0 and < int.MaxValue / sizeof(float);

    /// <summary>The first element of a contiguous tensor.</summary>
    public static byte* Start(Tensor tensor) => (byte*)Unsafe.AsPointer(ref tensor.bytes[0]);

    /// <summary>A row in float32: the row itself, or <paramref name="buffer"/> filled from bfloat16.</summary>
    public static float* Read(byte* start, bool brain, long row, int width, float* buffer)
    {
        if (!brain)
            return (float*)start + row * width;
        var source = (ushort*)start + row * width;
        var i = 0;
        for (; i <= width - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(Vector.Load(source + i), out var low, out var high);
            Vector.Store(Vector.As<uint, float>(low << 16), buffer + i);
            Vector.Store(Vector.As<uint, float>(high << 16), buffer + i + Vector<float>.Count);
        }

        for (; i < width; i++)
            buffer[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
        return buffer;
    }

    /// <summary>Where to write a row in float32: the row itself, or <paramref name="buffer"/> for <see cref="Write"/>.</summary>
    public static float* Target(byte* start, bool brain, long row, int width, float* buffer) =>
        brain ? buffer : (float*)start + row * width;

    /// <summary>Rounds a buffer to the nearest bfloat16, ties to even; nothing is left to do for float32.</summary>
    public static void Write(byte* start, bool brain, long row, int width, float* buffer)
    {
        if (!brain)
            return;
        var target = (ushort*)start + row * width;
        var i = 0;
        for (; i <= width - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            var low = Rounded(Vector.Load((uint*)buffer + i));
            var high = Rounded(Vector.Load((uint*)buffer + i + Vector<uint>.Count));
            Vector.Store(Vector.Narrow(low, high), target + i);
        }

        for (; i < width; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(buffer[i]);
            target[i] = (ushort)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
        }
    }

    private static Vector<uint> Rounded(Vector<uint> bits) =>
        (bits + new Vector<uint>(0x7fff) + ((bits >> 16) & Vector<uint>.One)) >> 16;
}
