using System.Numerics;
using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>Turns ids as files hold them into 32 bits each.</summary>
internal static class WideIds
{
    /// <summary>Widens ids and tells whether all of them are in the vocabulary.</summary>
    /// <param name="bytes">Little-endian ids of 2 or 4 bytes.</param>
    /// <param name="idBytes">2 or 4.</param>
    /// <param name="vocabularySize">Ids are below it.</param>
    /// <param name="destination">Has room for exactly these ids.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int idBytes, int vocabularySize, Span<int> destination)
    {
        if (idBytes == sizeof(ushort)) return TryWiden(MemoryMarshal.Cast<byte, ushort>(bytes), vocabularySize, destination);
        // The copy is checked, not the file, which another program might change in between.
        MemoryMarshal.Cast<byte, int>(bytes).CopyTo(destination);
        return destination.IsEmpty || Greatest(MemoryMarshal.Cast<int, uint>(destination)) < (uint)vocabularySize;
    }

    private static bool TryWiden(ReadOnlySpan<ushort> from, int vocabularySize, Span<int> to)
    {
        if (from.Length < Vector<ushort>.Count) return TryWidenOneByOne(from, vocabularySize, to);
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, uint>(to[..from.Length]));
        var (greatest, last) = (Vector<ushort>.Zero, from.Length - Vector<ushort>.Count);
        // The last vector overlaps the one before when the length is no multiple.
        for (var i = 0; ; i = Math.Min(i + Vector<ushort>.Count, last))
        {
            var ids = Vector.LoadUnsafe(ref source, (nuint)i);
            Vector.Widen(ids, out var low, out var high);
            low.StoreUnsafe(ref target, (nuint)i);
            high.StoreUnsafe(ref target, (nuint)(i + Vector<uint>.Count));
            greatest = Vector.Max(greatest, ids);
            if (i == last) return !Vector.GreaterThanAny(greatest, new Vector<ushort>((ushort)(vocabularySize - 1)));
        }
    }

    private static bool TryWidenOneByOne(ReadOnlySpan<ushort> from, int vocabularySize, Span<int> to)
    {
        var greatest = 0;
        for (var i = 0; i < from.Length; i++) greatest = Math.Max(greatest, to[i] = from[i]);
        return greatest < vocabularySize;
    }

    private static uint Greatest(ReadOnlySpan<uint> ids)
    {
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(ids);
        var greatest = Vector<uint>.Zero;
        foreach (var vector in vectors) greatest = Vector.Max(greatest, vector);
        var most = 0u;
        foreach (var id in ids[(vectors.Length * Vector<uint>.Count)..]) most = Math.Max(most, id);
        for (var lane = 0; lane < Vector<uint>.Count; lane++) most = Math.Max(most, greatest[lane]);
        return most;
    }
}
