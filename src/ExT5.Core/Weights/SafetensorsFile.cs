using System.Buffers.Binary;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A safetensors file, opened for reading through a memory map.</summary>
/// <remarks>
/// Every rule of the format is checked on opening (<see cref="SafetensorsRule"/>), before any memory is taken for tensors;
/// nothing in a file can run code. Values are not looked at: NaN and infinity are read as they are. Reading is safe from
/// several threads. The file must not be shortened by others while it is open.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private readonly MappedBytes _bytes;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    private SafetensorsFile(string path, MappedBytes bytes)
    {
        Path = path;
        _bytes = bytes;
        var headerLength = HeaderLength();
        _dataStart = LengthBytes + headerLength;
        using var json = bytes.Lend(LengthBytes, headerLength);
        _header = new SafetensorsHeader(path, json.Bytes);
        SafetensorsLayout.Check(path, _header.Entries, bytes.Length - _dataStart);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _header.Entries;

    /// <summary>What the writer noted, for instance <c>format</c> = <c>pt</c>; empty when nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks all of its header.</summary>
    /// <exception cref="SafetensorsException">A rule of the format is broken.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = MappedBytes.Open(path);
        try
        {
            return new SafetensorsFile(path, bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Copies a tensor into memory of its own.</summary>
    /// <returns>A CPU tensor of the file's element type and shape, which the caller owns.</returns>
    /// <exception cref="ArgumentException">The file holds no tensor of this name.</exception>
    /// <exception cref="NativeLibraryException">TorchSharp's native libraries cannot be loaded.</exception>
    public Tensor Read(string name)
    {
        ExT5Runtime.EnsureLoaded();
        var entry = Entry(name);
        var tensor = empty(entry.Shape, dtype: ElementTypes.ToTorch(entry.Dtype), device: CPU);
        try
        {
            Fill(name, entry, tensor);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Copies a tensor into an existing one, converted to its element type and moved to its device.</summary>
    /// <param name="name">The tensor in the file.</param>
    /// <param name="destination">Same shape; no gradient is recorded.</param>
    /// <exception cref="ArgumentException">The file holds no tensor of this name, or the shapes differ.</exception>
    public void ReadInto(string name, Tensor destination)
    {
        var entry = Entry(name);
        if (!destination.shape.AsSpan().SequenceEqual(entry.Shape))
            throw new ArgumentException(
                $"'{name}' is {entry} in '{Path}', the destination has the shape [{string.Join(", ", destination.shape)}].",
                nameof(destination));
        if (destination.device_type == TorchSharp.DeviceType.CPU && destination.is_contiguous()
            && destination.dtype == ElementTypes.ToTorch(entry.Dtype))
        {
            Fill(name, entry, destination);
            return;
        }
        using var asStored = Read(name);
        using var noGradient = no_grad();
        destination.copy_(asStored);
    }

    /// <summary>Whether two tensors of the file are the same, bit for bit, in type, shape and values.</summary>
    internal bool HoldsEqual(string one, string other)
    {
        var (first, second) = (Entry(one), Entry(other));
        if (first.Dtype != second.Dtype || !first.Shape.AsSpan().SequenceEqual(second.Shape))
            return false;
        for (var done = 0L; done < first.ByteLength; done += TensorBytes.ChunkBytes)
        {
            var length = (int)Math.Min(TensorBytes.ChunkBytes, first.ByteLength - done);
            using var left = _bytes.Lend(_dataStart + first.Begin + done, length);
            using var right = _bytes.Lend(_dataStart + second.Begin + done, length);
            if (!left.Bytes.SequenceEqual(right.Bytes))
                return false;
        }
        return true;
    }

    /// <summary>Writes tensors as Hugging Face's library does; the file appears complete or not at all.</summary>
    /// <param name="path">The file to make or to replace.</param>
    /// <param name="tensors">Names and tensors, of any device and layout; the order does not matter.</param>
    /// <param name="metadata">Notes; by default <c>format</c> = <c>pt</c>, without which Transformers refuses a file.</param>
    /// <exception cref="SafetensorsException">A name or an element type cannot be stored.</exception>
    /// <exception cref="IOException">The file cannot be written; what stood there before is untouched.</exception>
    public static void Write(
        string path,
        IReadOnlyList<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        new SafetensorsWriter(path, tensors, metadata).Write();
    }

    /// <summary>Gives the map back; tensors already read stay valid.</summary>
    public void Dispose() => _bytes.Dispose();

    private int HeaderLength()
    {
        if (_bytes.Length < LengthBytes)
            throw new SafetensorsException(
                Path, SafetensorsRule.FileLength, $"the file has {_bytes.Length} bytes, at least {LengthBytes} are needed");
        using var first = _bytes.Lend(0, LengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(first.Bytes);
        if (length > SafetensorsHeader.MostBytes || (long)length > _bytes.Length - LengthBytes)
            throw new SafetensorsException(
                Path,
                SafetensorsRule.HeaderLength,
                $"the header claims {length} bytes; allowed are {SafetensorsHeader.MostBytes}, " +
                $"and the file has {_bytes.Length}");
        return (int)length;
    }

    private SafetensorsEntry Entry(string name) =>
        Entries.TryGetValue(name, out var entry)
            ? entry
            : throw new ArgumentException($"'{Path}' holds no tensor named '{name}'.", nameof(name));

    private void Fill(string name, SafetensorsEntry entry, Tensor tensor) =>
        TensorBytes.Visit(tensor, (memory, done) =>
        {
            using var stored = _bytes.Lend(_dataStart + entry.Begin + done, memory.Length);
            if (entry.Dtype == SafetensorsDtype.BOOL && stored.Bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                throw new SafetensorsException(
                    Path, SafetensorsRule.BooleanValue, $"the tensor '{name}' holds a byte that is neither 0 nor 1");
            stored.Bytes.CopyTo(memory);
        });
}
