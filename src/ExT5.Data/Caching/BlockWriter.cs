using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace ExT5.Data;

/// <summary>Writes a section of a shard block by block and hashes each; holds one block in memory.</summary>
internal sealed class BlockWriter(SafeFileHandle file, long start)
{
    private readonly byte[] _block = new byte[ShardHeader.BlockBytes];
    private readonly ArrayBufferWriter<byte> _hashes = new();
    private long _position = start;
    private int _filled;

    /// <summary>SHA-256 of each block so far, one after the other.</summary>
    public ReadOnlySpan<byte> Hashes => _hashes.WrittenSpan;

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_block.AsSpan(_filled), value);
        Advance(sizeof(long));
    }

    /// <summary>Writes ids in 2 or 4 bytes each.</summary>
    public void Write(ReadOnlySpan<int> ids, int idBytes)
    {
        foreach (var id in ids)
        {
            var place = _block.AsSpan(_filled);
            if (idBytes == sizeof(ushort)) BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)id);
            else BinaryPrimitives.WriteInt32LittleEndian(place, id);
            Advance(idBytes);
        }
    }

    /// <summary>Writes the last block.</summary>
    public void Flush()
    {
        if (_filled == 0) return;
        var block = _block.AsSpan(0, _filled);
        SHA256.HashData(block, _hashes.GetSpan(ShardHeader.HashBytes));
        _hashes.Advance(ShardHeader.HashBytes);
        RandomAccess.Write(file, block, _position);
        _position += _filled;
        _filled = 0;
    }

    // Every value's size divides that of a block, so none is torn.
    private void Advance(int bytes)
    {
        _filled += bytes;
        if (_filled == _block.Length) Flush();
    }
}
