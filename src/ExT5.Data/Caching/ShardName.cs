using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ExT5.Data;

/// <summary>Names of the files of a cache, valid on every file system.</summary>
internal static partial class ShardName
{
    public const string Extension = ".ids";
    private const int LongestPart = 60;

    /// <summary>
    /// Task and split as far as file names allow, a short hash that tells apart what reads alike (case, ':' and length), and the place.
    /// </summary>
    public static string Of(CacheKey key, int shard, int of)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Task}\n{key.Split}")))[..8];
        return string.Create(CultureInfo.InvariantCulture, $"{Plain(key.Task)}.{Plain(key.Split)}.{hash}-{shard:D5}-of-{of:D5}{Extension}");
    }

    /// <summary>The shard and the number of shards in a name; null when it is another file's.</summary>
    public static (int Shard, int Of)? Read(string name) => Pattern().Match(name) is { Success: true } match
        ? (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
        : null;

    private static string Plain(string text)
    {
        var plain = string.Concat(text.Take(LongestPart).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'));
        return plain.StartsWith('.') ? "_" + plain[1..] : plain;
    }

    [GeneratedRegex(@"\.[0-9a-f]{8}-([0-9]{5})-of-([0-9]{5})\.ids$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
