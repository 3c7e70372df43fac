using System.Text.RegularExpressions;

namespace Pretrain.ApiDocs;

/// <summary>Cuts texts to what fits a short row, at the end of a sentence where one fits.</summary>
internal static partial class ShortText
{
    private const string Cut = " ...";

    /// <summary>The whole sentences that fit; where not even the first one does, its words that fit and dots.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="length">Most characters to keep.</param>
    public static string Fit(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = 0;
        foreach (var stop in SentenceEnd().EnumerateMatches(text))
        {
            if (stop.Index + 1 > length) break;
            end = stop.Index + 1;
        }

        if (end > 0) return text[..end];
        var room = Math.Max(length - Cut.Length, 1);
        var space = text.LastIndexOf(' ', room);
        return text[..(space > 0 ? space : room)] + Cut;
    }

    /// <summary>The first sentence.</summary>
    public static string FirstSentence(string text)
    {
        var stop = SentenceEnd().Match(text);
        return stop.Success ? text[..(stop.Index + 1)] : text;
    }

    /// <summary>Text that ends in a stop, so that another sentence may follow.</summary>
    public static string Stopped(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : text + ".";

    // A stop before a capital, a quote, a bracket or a label ("index: ..."), so that "e.g. this" is not cut.
    [GeneratedRegex(@"[.!?](?=\s+[A-Z""(]|\s+\w+: |\s*$)")]
    private static partial Regex SentenceEnd();
}
