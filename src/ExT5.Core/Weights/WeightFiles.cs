using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The tensors of a model: those of one safetensors file, or those of all shards that an index lists.</summary>
internal sealed class WeightFiles : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _fileOf = [];

    private WeightFiles(string path) => Path = path;

    /// <summary>The one file, or the index.</summary>
    public string Path { get; }

    /// <summary>Whether several files hold the tensors.</summary>
    public bool IsSharded => Path.EndsWith(ShardName.IndexExtension, StringComparison.Ordinal);

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Names => _fileOf.Keys;

    /// <summary>Number of values in all tensors.</summary>
    public long ValueCount => _files.Sum(file => file.Entries.Values.Sum(entry => entry.ByteLength / ElementTypes.SizeOf(entry.Dtype)));

    /// <summary>Opens a file, an index or a model folder and checks all headers.</summary>
    /// <exception cref="SafetensorsException">A rule of the format is broken.</exception>
    /// <exception cref="FileNotFoundException">There are no weights.</exception>
    public static WeightFiles Open(string folderOrFile)
    {
        var files = new WeightFiles(WeightPlace.Find(folderOrFile));
        try
        {
            if (files.IsSharded)
                files.OpenShards();
            else
                files.Add(files.Path);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public bool Contains(string name) => _fileOf.ContainsKey(name);

    public SafetensorsEntry Entry(string name) => _fileOf[name].Entries[name];

    /// <summary>The shard that holds a tensor, <see langword="null"/> when there is but one file.</summary>
    public string? ShardOf(string name) => IsSharded ? System.IO.Path.GetFileName(_fileOf[name].Path) : null;

    /// <inheritdoc cref="SafetensorsFile.ReadInto"/>
    public void ReadInto(string name, Tensor destination) => _fileOf[name].ReadInto(name, destination);

    /// <summary>Whether two tensors are the same, bit for bit, in type, shape and values.</summary>
    public bool HoldsEqual(string one, string other)
    {
        var (first, second) = (Entry(one), Entry(other));
        if (first.Dtype != second.Dtype || !first.Shape.AsSpan().SequenceEqual(second.Shape))
            return false;
        var (left, right) = (new byte[ChunkBytes], new byte[ChunkBytes]);
        for (var done = 0L; done < first.ByteLength; done += ChunkBytes)
        {
            var length = (int)Math.Min(ChunkBytes, first.ByteLength - done);
            _fileOf[one].ReadBytes(first, done, left.AsSpan(0, length));
            _fileOf[other].ReadBytes(second, done, right.AsSpan(0, length));
            if (!left.AsSpan(0, length).SequenceEqual(right.AsSpan(0, length)))
                return false;
        }
        return true;
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private void OpenShards()
    {
        var index = ShardIndex.Read(Path);
        foreach (var shard in index.Shards)
            Add(ShardPlace.Find(Path, shard), name => index.Files.GetValueOrDefault(name) == shard);
        if (_fileOf.Count == index.Files.Count)
            return;
        var (lost, file) = index.Files.First(item => !_fileOf.ContainsKey(item.Key));
        throw new SafetensorsException(
            Path, SafetensorsRule.ShardTensors, $"the index places the tensor '{lost}' in '{file}', which lacks it");
    }

    private void Add(string path, Predicate<string>? isListed = null)
    {
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        foreach (var name in file.Entries.Keys)
        {
            if (isListed is not null && !isListed(name))
                throw new SafetensorsException(
                    path, SafetensorsRule.ShardTensors, $"the shard holds the tensor '{name}', which the index does not place in it");
            _fileOf.Add(name, file);
        }
    }
}
