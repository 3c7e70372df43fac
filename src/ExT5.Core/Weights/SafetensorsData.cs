using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The data part of a safetensors file: bytes into tensors, without a copy between where types agree.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="bytes">The whole file.</param>
/// <param name="start">Where the data part begins.</param>
internal sealed class SafetensorsData(string path, FileBytes bytes, long start)
{
    /// <summary>Reads bytes of a tensor as they are stored.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="first">First byte, counted from the tensor's own first.</param>
    /// <param name="destination">Receives as many bytes as it is long.</param>
    public void ReadBytes(SafetensorsEntry entry, long first, Span<byte> destination) =>
        bytes.Read(start + entry.Begin + first, destination);

    /// <summary>Fills a tensor of the stored type, on the CPU and contiguous.</summary>
    public void Fill(string name, SafetensorsEntry entry, Tensor tensor, long first = 0) =>
        TensorBytes.Visit(tensor, (memory, done) =>
        {
            ReadBytes(entry, first + done, memory);
            if (entry.Dtype == SafetensorsDtype.BOOL && memory.ContainsAnyExceptInRange((byte)0, (byte)1))
                throw new SafetensorsException(
                    path, SafetensorsRule.BooleanValue, $"the tensor '{name}' holds a byte that is neither 0 nor 1");
        });

    /// <summary>Fills a contiguous tensor of another type or device, a stretch at a time.</summary>
    public void Convert(string name, SafetensorsEntry entry, Tensor tensor)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var size = ElementTypes.SizeOf(entry.Dtype);
        var elements = tensor.numel();
        var most = Math.Min(elements, TensorBytes.ChunkBytes / size);
        var stretch = empty(most, dtype: ElementTypes.ToTorch(entry.Dtype), device: CPU);
        var flat = tensor.detach().view(-1);
        for (var done = 0L; done < elements; done += most)
        {
            var length = Math.Min(most, elements - done);
            using var stored = stretch.narrow(0, 0, length);
            using var converted = flat.narrow(0, done, length);
            Fill(name, entry, stored, done * size);
            converted.copy_(stored);
        }
    }
}
