using System.IO.Compression;
using System.Text;

namespace ExT5.Data.Tests;

/// <summary>A folder of made-up files that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("ext5-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal)) packing.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Zstd(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZstdSharp.CompressionStream(packed)) packing.Write(bytes);
        return packed.ToArray();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
