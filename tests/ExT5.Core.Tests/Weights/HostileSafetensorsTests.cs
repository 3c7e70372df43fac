using CsCheck;

namespace ExT5.Core.Tests.Weights;

public sealed class HostileSafetensorsTests : IDisposable
{
    private const int HeaderBytes = 8 + 288;
    private static readonly byte[] Json = "\"{}[],:0189-e\\ "u8.ToArray();
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _good = File.ReadAllBytes(GoldenFile.PathOf("t5_v1_0", "inputs.safetensors"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Changed_header_bytes_are_read_or_refused_by_rule_and_nothing_else_happens() =>
        Gen.Select(Gen.Int[0, HeaderBytes - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, Json.Length - 1].Select(i => Json[i])))
            .Array[1, 4]
            .Sample(changes => IsReadOrRefused(Changed(changes)), iter: 3000, threads: 1);

    [Fact]
    public void Files_cut_at_any_place_are_refused() =>
        Gen.Int[0, _good.Length - 1]
            .Sample(length => IsReadOrRefused(_good[..length]) && !Opens(_good[..length]), iter: 300, threads: 1);

    private byte[] Changed((int Position, byte Value)[] changes)
    {
        var bytes = (byte[])_good.Clone();
        foreach (var (position, value) in changes)
            bytes[position] = value;
        return bytes;
    }

    private bool Opens(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(Written(bytes));
            return true;
        }
        catch (SafetensorsException)
        {
            return false;
        }
    }

    // Any other exception fails the property.
    private bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(Written(bytes));
            foreach (var (name, entry) in file.Entries)
            {
                using var tensor = file.Read(name);
                Assert.Equal(entry.ByteLength, tensor.numel() * tensor.ElementSize);
            }
        }
        catch (SafetensorsException)
        {
            // A rule was named: as it should be.
        }
        return true;
    }

    private string Written(byte[] bytes)
    {
        var path = _folder.File("hostile.safetensors");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
