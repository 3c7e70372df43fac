using System.Text;

namespace ExT5.Data;

/// <summary>
/// Where a dataset's files are kept: <c>refs</c> (what a branch meant), <c>commits</c> (listings) and <c>files/{checksum}/{name}</c>, so that
/// a path of a listing never becomes a path here, and commits share what did not change.
/// </summary>
internal sealed class HubCache
{
    private const long LargestSmallFile = 1L << 30;
    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })];
    private readonly string _dataset;
    private readonly string _folder;

    public HubCache(string dataset, HubSettings settings)
    {
        _dataset = dataset;
        var host = settings.Endpoint.Authority.Replace(':', '_');
        _folder = Path.Combine(settings.CacheFolder, host, $"datasets--{dataset.Replace("/", "--", StringComparison.Ordinal)}");
    }

    public string LockPath => Path.Combine(_folder, "lock");

    public string ReferencePath(string revision) => Path.Combine(_folder, "refs", Uri.EscapeDataString(revision));

    public string ListingPath(string commit) => Path.Combine(_folder, "commits", $"{commit}.json");

    public string FilePath(HubFile file) => IsFileName(file.FileName)
        ? Path.Combine(_folder, "files", file.Checksum, file.FileName)
        : throw new HubException(HubProblem.Malformed, _dataset, $"'{file.Path}' cannot be kept under its name.");

    /// <summary>True when the file is there in its full length; it is only ever moved there after its checksum was compared.</summary>
    public bool Has(HubFile file) => new FileInfo(FilePath(file)) is { Exists: true } there && there.Length == file.Size;

    /// <summary>A small file, or null when there is none.</summary>
    public byte[]? Read(string path) => Guard(() =>
        File.Exists(path) && FileKind.OtherThanFile(path) is null && new FileInfo(path).Length <= LargestSmallFile ? File.ReadAllBytes(path) : null);

    /// <summary>Writes a small file whole or not at all.</summary>
    public void Write(string path, byte[] content) => Guard<object?>(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PublishedFile.Write(path, content);
        return null;
    });

    public void Write(string path, string text) => Write(path, Encoding.ASCII.GetBytes(text));

    /// <summary>Makes the folder of a file.</summary>
    public void MakeRoomFor(string path) => Guard(() => Directory.CreateDirectory(Path.GetDirectoryName(path)!));

    /// <summary>A typed error for one of the file system.</summary>
    public HubException Failed(Exception error) => new(HubProblem.Cache, _dataset, (IsDiskFull(error)
        ? $"The disk of the cache '{_folder}' is full. Free some, or name another folder with HubOptions.CacheFolder or HF_HOME. "
        : $"The cache '{_folder}' cannot be used. Name another folder with HubOptions.CacheFolder or HF_HOME. ") + error.Message, error);

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(error);
        }
    }

    // ENOSPC, EDQUOT of Linux and macOS, ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
    private static bool IsDiskFull(Exception error) => error is IOException && (error.HResult & 0xFFFF) is 28 or 122 or 69 or 112 or 39;

    // What Windows cannot name, or takes for a device, is refused everywhere.
    private static bool IsFileName(string name) => !Reserved.Contains(name.Split('.')[0].Trim(), StringComparer.OrdinalIgnoreCase)
        && name.Length <= 200 && name.IndexOfAny(['<', '>', ':', '"', '|', '?', '*', '\\']) < 0 && name[^1] is not ('.' or ' ');
}
