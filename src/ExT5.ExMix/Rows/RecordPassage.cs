using System.Text.RegularExpressions;

namespace ExT5.ExMix.Rows;

/// <summary>The passage of ReCoRD as one text: its highlights become sentences.</summary>
internal static partial class RecordPassage
{
    public static string Joined(string passage) => OpenEnd().Replace(ClosedEnd().Replace(passage, "$1 "), ". ");

    [GeneratedRegex(@"([.?!""'])\n@highlight\n")]
    private static partial Regex ClosedEnd();

    [GeneratedRegex(@"\n@highlight\n")]
    private static partial Regex OpenEnd();
}
