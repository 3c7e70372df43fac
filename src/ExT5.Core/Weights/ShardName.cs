using System.Globalization;
using System.Text.RegularExpressions;

namespace ExT5.Core;

/// <summary>Names of the files that a model's weights are split over, and which names an index may give.</summary>
internal static partial class ShardName
{
    public const string Single = "model.safetensors";
    public const string Index = Single + IndexExtension;
    public const string IndexExtension = ".index.json";
    public const string Extension = ".safetensors";
    private const int MostCharacters = 255;

    /// <summary>The name that Transformers gives, for instance <c>model-00002-of-00003.safetensors</c>.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="count">Number of shards.</param>
    public static string Of(int number, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"model-{number:D5}-of-{count:D5}{Extension}");

    /// <summary>Whether a file is a shard as <see cref="Of"/> names it.</summary>
    public static bool IsShard(string name) => ShardPattern().IsMatch(name);

    /// <summary>Whether a file was left unfinished by a save that was killed.</summary>
    public static bool IsUnfinished(string name) => UnfinishedPattern().IsMatch(name);

    /// <summary>Whether a name stays in its folder on every system: no separator, drive, parent or control character.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= MostCharacters
        && name.EndsWith(Extension, StringComparison.Ordinal)
        && name[0] != '.'
        && !name.AsSpan().ContainsAny('/', '\\', ':')
        && !name.Any(char.IsControl);

    [GeneratedRegex(@"^model-[0-9]{5}-of-[0-9]{5}\.safetensors\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShardPattern();

    [GeneratedRegex(
        @"^model(-[0-9]{5}-of-[0-9]{5})?\.safetensors(\.index\.json)?\.[0-9a-f]{32}\.tmp\z", RegexOptions.CultureInvariant)]
    private static partial Regex UnfinishedPattern();
}
