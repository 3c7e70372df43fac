using System.Text;

namespace ExT5.Data;

/// <summary>Places in a UTF-8 text as places in the UTF-16 text it was made from.</summary>
internal static class Utf16Places
{
    /// <summary>Replaces byte places, in ascending order, by character places.</summary>
    /// <param name="text">The UTF-16 text; what is malformed in it counts three bytes each.</param>
    /// <param name="places">Places in its UTF-8 form, changed in place.</param>
    public static void FromUtf8(ReadOnlySpan<char> text, Span<int> places)
    {
        var (character, bytes) = (0, 0);
        foreach (ref var place in places)
        {
            while (bytes < place)
            {
                Rune.DecodeFromUtf16(text[character..], out var rune, out var consumed);
                character += consumed;
                bytes += rune.Utf8SequenceLength;
            }
            place = character;
        }
    }
}
