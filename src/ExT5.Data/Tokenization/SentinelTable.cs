using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>Where the sentinels <c>&lt;extra_id_n&gt;</c> of a vocabulary are: pieces of the model, or ids behind the pieces.</summary>
internal sealed class SentinelTable
{
    private const string Prefix = "<extra_id_";
    private const int MaxDigits = 7;

    private readonly int _pieces;
    private readonly int[] _idOf;
    private readonly Dictionary<int, int> _indexOf = [];

    private SentinelTable(int pieces, int[] idOf)
    {
        (_pieces, _idOf) = (pieces, idOf);
        for (var index = 0; index < idOf.Length; index++) _indexOf.Add(idOf[index], index);
    }

    public int Count => _idOf.Length;

    /// <summary>Number of ids, pieces and sentinels.</summary>
    public int Size => _pieces + (IsEmbedded ? 0 : Count);

    /// <summary>Whether they are pieces of the model.</summary>
    public bool IsEmbedded => Count > 0 && _idOf[0] < _pieces;

    public static SentinelTable Of(SentencePieceModel model, int extraIds)
    {
        var (embedded, pieces) = (EmbeddedIds(model), model.Pieces.Length);
        if (embedded.Length > 0 && model.Sentinels is not null)
            throw model.File.Refused("it has sentinels among its pieces and behind them.");
        return new SentinelTable(pieces, embedded.Length > 0
            ? embedded
            : model.Sentinels ?? [.. Enumerable.Range(0, extraIds).Select(index => pieces + extraIds - 1 - index)]);
    }

    /// <summary>The index of the sentinel of a name, or -1 when it is not a sentinel's.</summary>
    public static int IndexOfName(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name[^1] == '>' && name.Length - Prefix.Length - 1 <= MaxDigits
        && TryParseIndex(name.AsSpan(Prefix.Length..^1), out var index) ? index : -1;

    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{index}>");

    public int IdOf(int index) => (uint)index < (uint)Count
        ? _idOf[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index,
            $"The vocabulary has {Count} sentinels: 0 to {Count - 1}. Load it with more extraIds or use fewer noise spans.");

    /// <summary>The index of a sentinel id, or -1.</summary>
    public int IndexOf(int id) => _indexOf.GetValueOrDefault(id, -1);

    /// <summary>The sentinel whose name the text starts with, or -1.</summary>
    /// <param name="text">Text at a place where a sentinel may stand.</param>
    /// <param name="length">Length of its name.</param>
    public int StartOf(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return -1;
        var end = text[..Math.Min(text.Length, Prefix.Length + MaxDigits + 1)].IndexOf('>');
        if (end < 0 || !TryParseIndex(text[Prefix.Length..end], out var index) || index >= Count) return -1;
        length = end + 1;
        return index;
    }

    /// <summary>Ids of the pieces named <c>&lt;extra_id_n&gt;</c> (mT5 puts U+2581 before), empty when there are none.</summary>
    private static int[] EmbeddedIds(SentencePieceModel model)
    {
        var found = new SortedDictionary<int, int>();
        for (var id = 0; id < model.Pieces.Length; id++)
        {
            var text = model.TextOf(id);
            if (text.StartsWith(TextNormalizer.SpaceSymbol)) text = text[TextNormalizer.SpaceSymbol.Length..];
            if (!text.StartsWith("<extra_id_"u8) || text[^1] != '>') continue;
            var digits = Encoding.UTF8.GetString(text[Prefix.Length..^1]);
            if (TryParseIndex(digits, out var index) && !found.TryAdd(index, id))
                throw model.File.Refused($"pieces {found[index]} and {id} are both the sentinel {NameOf(index)}.");
        }
        var gap = Enumerable.Range(0, found.Count).FirstOrDefault(index => !found.ContainsKey(index), -1);
        return gap < 0 ? [.. found.Values] : throw model.File.Refused($"it has {found.Count} sentinel pieces but {NameOf(gap)} is not among them.");
    }

    private static bool TryParseIndex(ReadOnlySpan<char> digits, out int index)
        => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (digits.Length == 1 || digits[0] != '0');
}
