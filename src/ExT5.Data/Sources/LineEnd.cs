namespace ExT5.Data;

/// <summary>Where lines end: at a line feed, a carriage return, or both in this order, in one file as they come.</summary>
internal static class LineEnd
{
    private const byte Feed = (byte)'\n', Return = (byte)'\r';

    /// <summary>Place of the first line end; -1 when there is none, or its second byte may follow.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isEnd">Nothing follows them.</param>
    public static int In(ReadOnlySpan<byte> bytes, bool isEnd) => Whole(bytes, bytes.IndexOfAny(Feed, Return), isEnd);

    /// <summary>The place, unless the line end there may have a second byte that is not there yet.</summary>
    public static int Whole(ReadOnlySpan<byte> bytes, int place, bool isEnd) =>
        place >= 0 && !isEnd && place == bytes.Length - 1 && bytes[place] == Return ? -1 : place;

    /// <summary>Bytes of the line end at a place.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes, int place) =>
        bytes[place] == Return && place + 1 < bytes.Length && bytes[place + 1] == Feed ? 2 : 1;
}
