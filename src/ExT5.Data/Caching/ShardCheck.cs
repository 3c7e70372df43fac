using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ExT5.Data;

/// <summary>Reads every byte of a shard.</summary>
internal static class ShardCheck
{
    /// <summary>The first thing that is wrong, or null when every block is as it was written.</summary>
    public static string? FirstProblem(MappedShard shard, CancellationToken cancellationToken)
    {
        var header = shard.Header;
        var table = FirstProblem(shard, "table", ShardHeader.TableStart, header.TableBytes, header.HashesStart, AscendsIn(header), cancellationToken);
        return table ?? FirstProblem(
            shard, "ids", header.IdsStart, header.IdBytesTotal,
            header.HashesStart + ShardHeader.HashBytes * ShardHeader.BlocksOf(header.TableBytes), FitsVocabularyOf(header), cancellationToken);
    }

    private static string? FirstProblem(
        MappedShard shard, string section, long start, long bytes, long hashes, Func<ReadOnlySpan<byte>, string?> check, CancellationToken cancellationToken)
    {
        Span<byte> hash = stackalloc byte[ShardHeader.HashBytes];
        for (long block = 0, at = 0; at < bytes; block++, at += ShardHeader.BlockBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var contents = shard.Bytes(start + at, (int)Math.Min(ShardHeader.BlockBytes, bytes - at));
            SHA256.HashData(contents, hash);
            if (!hash.SequenceEqual(shard.Bytes(hashes + block * ShardHeader.HashBytes, ShardHeader.HashBytes)))
                return $"block {block} of its {section} (bytes {start + at:N0} to {start + at + contents.Length:N0}) differs from when it was written";
            if (check(contents) is { } problem) return problem;
        }

        return null;
    }

    private static Func<ReadOnlySpan<byte>, string?> AscendsIn(ShardHeader header)
    {
        var (last, entries, wanted) = (0L, 0L, header.Rows * header.Texts + 1);
        return block =>
        {
            for (; block.Length > 0; block = block[sizeof(long)..], entries++)
            {
                var next = BinaryPrimitives.ReadInt64LittleEndian(block);
                if (next < last || (entries == 0 && next != 0)) return $"entry {entries} of its table is {next} after {last}";
                last = next;
            }

            return entries < wanted || last == header.Ids ? null : $"its table ends at {last} and it has {header.Ids} ids";
        };
    }

    private static Func<ReadOnlySpan<byte>, string?> FitsVocabularyOf(ShardHeader header)
    {
        var ids = new int[ShardHeader.BlockBytes / header.IdBytes];
        return block => WideIds.TryRead(block, header.IdBytes, header.VocabularySize, ids.AsSpan(0, block.Length / header.IdBytes))
            ? null
            : $"it has an id outside the vocabulary of {header.VocabularySize}";
    }
}
