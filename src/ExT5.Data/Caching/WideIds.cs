using System.Numerics;
using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>Turns ids as files hold them into 32 bits each.</summary>
internal static class WideIds
{
    /// <summary>Widens and gives the greatest id, as a number without sign; 0 for none.</summary>
    /// <param name="bytes">Little-endian ids of 2 or 4 bytes.</param>
    /// <param name="idBytes">2 or 4.</param>
    /// <param name="destination">Has room for exactly these ids.</param>
    public static uint Read(ReadOnlySpan<byte> bytes, int idBytes, Span<int> destination)
    {
        var ids = MemoryMarshal.Cast<int, uint>(destination);
        return idBytes == sizeof(ushort)
            ? Widen(MemoryMarshal.Cast<byte, ushort>(bytes), ids)
            : Copy(MemoryMarshal.Cast<byte, uint>(bytes), ids);
    }

    private static uint Widen(ReadOnlySpan<ushort> from, Span<uint> to)
    {
        var greatest = Vector<ushort>.Zero;
        var i = 0;
        for (; i <= from.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            var ids = new Vector<ushort>(from[i..]);
            Vector.Widen(ids, out var low, out var high);
            low.CopyTo(to[i..]);
            high.CopyTo(to[(i + Vector<uint>.Count)..]);
            greatest = Vector.Max(greatest, ids);
        }

        uint most = 0;
        for (var lane = 0; lane < Vector<ushort>.Count; lane++) most = Math.Max(most, greatest[lane]);
        for (; i < from.Length; i++) most = Math.Max(most, to[i] = from[i]);
        return most;
    }

    private static uint Copy(ReadOnlySpan<uint> from, Span<uint> to)
    {
        from.CopyTo(to);
        var greatest = Vector<uint>.Zero;
        var i = 0;
        for (; i <= to.Length - Vector<uint>.Count; i += Vector<uint>.Count) greatest = Vector.Max(greatest, new Vector<uint>(to[i..]));
        uint most = 0;
        for (var lane = 0; lane < Vector<uint>.Count; lane++) most = Math.Max(most, greatest[lane]);
        for (; i < to.Length; i++) most = Math.Max(most, to[i]);
        return most;
    }
}
