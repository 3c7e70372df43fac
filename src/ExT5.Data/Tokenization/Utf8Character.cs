namespace ExT5.Data;

/// <summary>Lengths of UTF-8 characters.</summary>
internal static class Utf8Character
{
    private static ReadOnlySpan<byte> Lengths => [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4];

    /// <summary>Bytes of the character that starts with <paramref name="first"/>; 1 for a byte that starts none.</summary>
    public static int Length(byte first) => Lengths[first >> 4];
}
