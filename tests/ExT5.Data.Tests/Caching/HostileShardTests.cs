using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ExT5.Data.Tests;

/// <summary>Files that were damaged by chance, and files whose checksums were made to fit by somebody with intent.</summary>
public sealed class HostileShardTests : IDisposable
{
    private const int Mutations = 3000;
    private static readonly long[] Extremes = [0, -1, 1, 7, long.MaxValue, long.MinValue, 1L << 62, 1L << 32, int.MaxValue, 65_535];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mutated_shard_ends_in_a_typed_error_and_takes_little_memory(bool resealed)
    {
        var original = await ShardAsync();
        var random = new CounterRandom(resealed ? 1UL : 2UL);
        for (var i = 0; i < Mutations; i++)
        {
            var path = _folder.Write("mutant", Mutant(original, resealed, ref random));
            var before = GC.GetAllocatedBytesForCurrentThread();

            ReadAll(path);

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
        }
    }

    [Theory]
    [InlineData(32, 1L << 40)]
    [InlineData(32, -1)]
    [InlineData(40, 1L << 61)]
    [InlineData(40, -5)]
    [InlineData(24, -1)]
    public async Task Absurd_counts_are_refused_before_anything_is_allocated_for_them(int field, long value)
    {
        var bytes = await ShardAsync();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(field), value);
        var path = _folder.Write("mutant", Resealed(bytes));

        var error = Assert.Throws<CacheException>(() => MappedShard.Open(path));

        Assert.Contains("it was cut or damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_does_not_ascend_is_refused_when_the_row_is_read()
    {
        var bytes = await ShardAsync();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(128 + 8), 1L << 50);
        using var shard = MappedShard.Open(_folder.Write("mutant", Resealed(bytes)));

        var error = Assert.Throws<CacheException>(() => shard.Length(0));

        Assert.Contains("the table gives row 0 no place", error.Message, StringComparison.Ordinal);
        Assert.Contains("entry 2 of its table", ShardCheck.FirstProblem(shard, CacheCase.Stopping), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_outside_the_vocabulary_is_refused_when_it_is_read()
    {
        var bytes = await ShardAsync();
        var header = ShardHeader.Read(bytes, bytes.Length, "");
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((int)header.IdsStart + 2), 384);
        using var shard = MappedShard.Open(_folder.Write("mutant", Resealed(bytes)));

        var error = Assert.Throws<CacheException>(() => shard.Read(0, 0, new int[100]));

        Assert.Contains("row 0 has an id outside the vocabulary of 384", error.Message, StringComparison.Ordinal);
        Assert.Equal("it has an id outside the vocabulary of 384", ShardCheck.FirstProblem(shard, CacheCase.Stopping));
    }

    [Fact]
    public async Task A_mutated_manifest_ends_in_a_typed_error()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(20)), 2);
        var (original, random) = (File.ReadAllBytes(_folder["c/manifest.json"]), new CounterRandom(3));
        for (var i = 0; i < 1000; i++)
        {
            var bytes = (byte[])original.Clone();
            bytes[random.NextInt32(bytes.Length)] = (byte)random.NextInt32(128);
            _folder.Write("c/manifest.json", i % 4 == 0 ? bytes[..random.NextInt32(bytes.Length)] : bytes);
            try
            {
                using var cache = TokenCache.Open(_folder["c"]);
                Assert.Equal(2, cache.Splits.Count);
                Assert.Equal(2, cache.Statistics.Count);
            }
            catch (CacheException)
            {
            }
        }
    }

    private static byte[] Mutant(byte[] original, bool resealed, ref CounterRandom random)
    {
        var bytes = (byte[])original.Clone();
        for (var changes = random.NextInt32(3); changes >= 0; changes--)
            if (random.NextInt32(2) == 0) bytes[random.NextInt32(bytes.Length)] = (byte)random.NextInt32(256);
            else BinaryPrimitives.WriteInt64LittleEndian(
                bytes.AsSpan(random.NextInt32(2) == 0 ? 8 + 4 * random.NextInt32(13) : random.NextInt32(bytes.Length - 8)),
                Extremes[random.NextInt32(Extremes.Length)]);
        if (random.NextInt32(5) == 0) bytes = bytes[..random.NextInt32(bytes.Length)];
        if (random.NextInt32(9) == 0) bytes = [.. bytes, .. new byte[random.NextInt32(100)]];
        return resealed ? Resealed(bytes) : bytes;
    }

    /// <summary>Makes all checksums fit, where the header gives the places of the blocks.</summary>
    private static byte[] Resealed(byte[] bytes)
    {
        try
        {
            var header = ShardHeader.Read(bytes, bytes.Length, "");
            var hashes = bytes.AsSpan((int)header.HashesStart);
            SHA256.HashData(bytes.AsSpan(ShardHeader.TableStart, (int)header.TableBytes), hashes);
            SHA256.HashData(bytes.AsSpan((int)header.IdsStart, (int)header.IdBytesTotal), hashes[32..]);
            header.Seal(hashes).CopyTo(bytes, 0);
        }
        catch (CacheException)
        {
        }
        return bytes;
    }

    private static void ReadAll(string path)
    {
        try
        {
            using var shard = MappedShard.Open(path);
            var ids = new int[4096];
            _ = ShardCheck.FirstProblem(shard, CacheCase.Stopping);
            for (var text = 0L; text < shard.Header.Rows * shard.Header.Texts; text++)
                foreach (var id in ids.AsSpan(0, shard.Read(text, 0, ids)))
                    Assert.InRange(id, 0, shard.Header.VocabularySize - 1);
        }
        catch (CacheException)
        {
        }
    }

    private async Task<byte[]> ShardAsync()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(30)), 1);
        return File.ReadAllBytes(Directory.GetFiles(_folder["c"], "pairs*").Single());
    }
}
