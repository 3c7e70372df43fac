using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;

namespace ExT5.Data.Tests;

/// <summary>
/// Lines of text without end, the same for the same seed: the documentation of the .NET SDK (and English of
/// <c>../shared/data/text</c> where it is), as it is, spliced, and with strange things put in.
/// </summary>
internal static class ParityText
{
    private static readonly Lazy<string[]> Documentation = new(() => [.. Documents().Concat(Shared())]);

    private static readonly string[] Strange =
    [
        "日本語", "漢", "한국어", "ไทย", "العربية", "עברית", "Ελληνικά", "Привет", "👩‍👩‍👧‍👦", "🏳️‍🌈", "😀", "e\u0301", "a\u0308\u0323", "\u0301", " \u0301", "ﬁ", "½", "Ⅷ", "①",
        "ｆｕｌｌ", "ﾊﾝｶｸ", "\u212B", "\u1E9B\u0323", "\u00A0", "\u3000", "\u2028", "\u200B", "\u00AD", "\uFEFF", "\u2581", "\u2581\u2581", "▁a", "\u0000", "\u0001\u0002", "\t", "\u007F",
        "\u0085", "\uD800", "\uDC00x", "\uFFFD", "\uFFFF", "Hmmm", "====", "????", "----------", "aaaaaaaaaa", "!!!???", "...", "<extra_id_0>", "</s>", "<unk>", "<pad>", "<mark>", "<0x41>", "  ", "    ", "“", "”", "’", "—", "…",
        "don't", "U.S.A.", "3.14159", "1,000,000", "0x7FFF", "http://example.org/a?b=c&d=%20", "C#", "List<int[]>", "naïve café", "İstanbul", "ß", "ﷺ", "각", "\u1100\u1161\u11A8", "🇩🇪", "\U00020000",
    ];

    public static bool Exists => Documentation.Value.Length > 0;

    /// <summary>A line; every fourth is text as it stands.</summary>
    public static string Line(Random random) => random.Next(8) switch
    {
        0 or 1 => Pick(random),
        2 => Half(random) + Half(random),
        3 => Half(random).ToUpperInvariant() + Half(random).ToLowerInvariant(),
        4 => Half(random).Replace(" ", random.Next(3) == 0 ? "" : "  ", StringComparison.Ordinal),
        5 => Half(random) + Pick(random, Strange) + Half(random),
        6 => Scattered(random, Half(random)),
        _ => string.Concat(Enumerable.Range(0, 4).Select(_ => Half(random)[..1] + Pick(random, Strange) + ' ')),
    };

    /// <summary>Strange things, random characters and short bits of text in any order.</summary>
    public static string Fuzz(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(24); i >= 0; i--)
            text.Append(random.Next(6) switch
            {
                0 or 1 => Pick(random, Strange),
                2 => new string((char)random.Next(0x20, 0x7F), random.Next(1, 4)),
                3 => ((char)random.Next(1, 0x10000)).ToString(),
                4 => " ",
                _ => Half(random),
            });
        return OneLine(text.ToString());
    }

    /// <summary>Hundreds of lines in one, so that scores grow large.</summary>
    public static string Long(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(2000)).Select(_ => Pick(random)));

    /// <summary>A line as it stands.</summary>
    public static string Pick(Random random) => Pick(random, Documentation.Value);

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static string Half(Random random)
    {
        var line = Pick(random);
        var begin = random.Next(line.Length);
        return line[begin..Math.Min(line.Length, begin + random.Next(1, 40))];
    }

    private static string Scattered(Random random, string text)
    {
        var changed = new StringBuilder(text);
        for (var i = 0; i < 3; i++) changed[random.Next(changed.Length)] = (char)random.Next(0x20, 0x3000);
        return OneLine(changed.ToString());
    }

    private static IEnumerable<string> Documents()
    {
        var pack = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../packs/Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(pack)) return [];
        var files = Directory.GetFiles(pack, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return files.SelectMany(file => XDocument.Load(file).Descendants("summary")).Select(summary => OneLine(summary.Value.Trim())).Where(text => text.Length > 0);
    }

    private static IEnumerable<string> Shared()
    {
        var folder = Path.Combine(SharedFolder.RepositoryRoot, "..", "shared", "data", "text");
        if (!Directory.Exists(folder)) return [];
        return Directory.GetFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(OneLine).Where(text => text.Length > 0);
    }

    private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');
}
