namespace ExT5.Data;

/// <summary>
/// A gzip file with one more gzip member behind it, the seal. <c>GZipStream</c> takes a file cut short for a whole one;
/// only when every member before was complete does the seal come out at the end, so its absence tells.
/// </summary>
internal sealed class SealedGzip(Stream file) : Stream
{
    // gzip of the bytes of Seal, stored: header, one final stored block, CRC-32, length.
    private static readonly byte[] SealMember =
    [
        0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF,
        0x01, 0x08, 0x00, 0xF7, 0xFF, .. "\0ExT5end"u8,
        .. Checksum(), 0x08, 0, 0, 0,
    ];

    private int _sealPosition;

    /// <summary>What unpacking a whole file ends with.</summary>
    public static ReadOnlySpan<byte> Seal => "\0ExT5end"u8;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer);
        return read > 0 ? read : ReadSeal(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return read > 0 ? read : ReadSeal(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadSeal(Span<byte> buffer)
    {
        var rest = SealMember.AsSpan(_sealPosition);
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        _sealPosition += length;
        return length;
    }

    // CRC-32 of ISO 3309, the polynomial of gzip, least significant byte first.
    private static byte[] Checksum()
    {
        var crc = uint.MaxValue;
        foreach (var unit in "\0ExT5end"u8)
        {
            crc ^= unit;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        return BitConverter.IsLittleEndian ? BitConverter.GetBytes(~crc) : [.. BitConverter.GetBytes(~crc).Reverse()];
    }
}
