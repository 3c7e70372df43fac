namespace ExT5.Core;

/// <summary>Foreign text short enough for a message.</summary>
internal static class Excerpt
{
    private const int MostCharacters = 80;

    public static string Of(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
