using System.Buffers.Binary;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A safetensors file, opened for reading.</summary>
/// <remarks>
/// Every rule of the format is checked on opening (<see cref="SafetensorsRule"/>), before any memory is taken for tensors;
/// nothing in a file can run code. Values are not looked at: NaN and infinity are read as they are. Tensors are read
/// straight into their memory, so that no second copy of a file is ever held. Reading is safe from several threads.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private readonly FileBytes _bytes;
    private readonly SafetensorsHeader _header;
    private readonly SafetensorsData _data;

    private SafetensorsFile(string path, FileBytes bytes)
    {
        Path = path;
        _bytes = bytes;
        var headerLength = HeaderLength();
        var json = GC.AllocateUninitializedArray<byte>(headerLength);
        bytes.Read(LengthBytes, json);
        _header = new SafetensorsHeader(path, json);
        SafetensorsLayout.Check(path, _header.Entries, bytes.Length - LengthBytes - headerLength);
        _data = new SafetensorsData(path, bytes, LengthBytes + headerLength);
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
        if (RegularFile.LengthOf(path) == 0)
            throw new SafetensorsException(path, SafetensorsRule.FileLength, $"the file has 0 bytes, at least {LengthBytes} are needed");
        var bytes = FileBytes.Open(path);
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
            _data.Fill(name, entry, tensor);
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
        using var held = new Held(this, destination);
        var entry = Entry(name);
        if (!destination.shape.AsSpan().SequenceEqual(entry.Shape))
            throw new ArgumentException(
                $"'{name}' is {entry} in '{Path}', the destination has the shape [{string.Join(", ", destination.shape)}].",
                nameof(destination));
        if (destination.device_type == TorchSharp.DeviceType.CPU && destination.is_contiguous()
            && destination.dtype == ElementTypes.ToTorch(entry.Dtype))
        {
            _data.Fill(name, entry, destination);
            return;
        }
        using var noGradient = no_grad();
        if (destination.is_contiguous())
        {
            _data.Convert(name, entry, destination);
            return;
        }
        using var asStored = Read(name);
        destination.copy_(asStored);
    }

    /// <summary>Reads bytes of a tensor as they are stored, from a place counted from its own first byte.</summary>
    internal void ReadBytes(SafetensorsEntry entry, long first, Span<byte> destination) =>
        _data.ReadBytes(entry, first, destination);

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
        using var held = new Held(tensors);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        using var staged = StagedFile.Write(path, new SafetensorsWriter(path, tensors, metadata).Write);
        staged.PutInPlace();
    }

    /// <summary>Closes the file; tensors already read stay valid.</summary>
    public void Dispose() => _bytes.Dispose();

    private int HeaderLength()
    {
        if (_bytes.Length < LengthBytes)
            throw new SafetensorsException(
                Path, SafetensorsRule.FileLength, $"the file has {_bytes.Length} bytes, at least {LengthBytes} are needed");
        Span<byte> first = stackalloc byte[LengthBytes];
        _bytes.Read(0, first);
        RefuseLfsPointer();
        var length = BinaryPrimitives.ReadUInt64LittleEndian(first);
        if (length > SafetensorsHeader.MostBytes || (long)length > _bytes.Length - LengthBytes)
            throw new SafetensorsException(
                Path,
                SafetensorsRule.HeaderLength,
                $"the header claims {length} bytes; allowed are {SafetensorsHeader.MostBytes}, " +
                $"and the file has {_bytes.Length}");
        return (int)length;
    }

    private void RefuseLfsPointer()
    {
        if (_bytes.Length > LfsPointer.MostBytes)
            return;
        var all = new byte[_bytes.Length];
        _bytes.Read(0, all);
        if (LfsPointer.Is(all))
            throw new SafetensorsException(Path, SafetensorsRule.HeaderLength, $"this {LfsPointer.Explanation}");
    }

    private SafetensorsEntry Entry(string name) =>
        Entries.TryGetValue(name, out var entry)
            ? entry
            : throw new ArgumentException($"'{Path}' holds no tensor named '{name}'.", nameof(name));
}
