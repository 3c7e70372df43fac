using System.Globalization;
using System.IO.Compression;

namespace ExT5.Data;

/// <summary>The embedded tables of the trainer: normalization rules and scripts.</summary>
internal static class TrainerTables
{
    public static string NameOf(NormalizationRule rule) => rule switch
    {
        NormalizationRule.Nfkc => "nfkc",
        NormalizationRule.NmtNfkcCaseFold => "nmt_nfkc_cf",
        NormalizationRule.NfkcCaseFold => "nfkc_cf",
        NormalizationRule.Identity => "identity",
        _ => "nmt_nfkc",
    };

    /// <summary>The compiled character map of a rule, empty for <see cref="NormalizationRule.Identity"/>.</summary>
    public static byte[] CharsMapOf(NormalizationRule rule)
    {
        if (rule == NormalizationRule.Identity) return [];
        using var table = Open($"{NameOf(rule)}.charsmap");
        using var bytes = new MemoryStream();
        table.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A number for the script of each code point, 0 for Common; kana count as Han, as SentencePiece has it.</summary>
    public static byte[] Scripts()
    {
        var scripts = new byte[0x110000];
        var numbers = new Dictionary<string, byte>();
        using var reader = new StreamReader(Open("scripts.txt"));
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var name = parts[2] is "Hiragana" or "Katakana" ? "Han" : parts[2];
            if (!numbers.TryGetValue(name, out var number)) numbers[name] = number = (byte)(numbers.Count + 1);
            var (first, last) = (int.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Array.Fill(scripts, number, first, last - first + 1);
        }
        scripts[0x30FC] = numbers["Han"];
        return scripts;
    }

    private static GZipStream Open(string name)
        => new(typeof(TrainerTables).Assembly.GetManifestResourceStream($"ExT5.Data.Training.{name}")!, CompressionMode.Decompress);
}
