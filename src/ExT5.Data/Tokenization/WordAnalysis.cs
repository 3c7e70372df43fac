using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ExT5.Data;

/// <summary>
/// The best way to cut one word and how far ahead of all others it is. SentencePiece adds scores up in single precision
/// from the start of a text, so the score before a word decides what is rounded away inside it.
/// </summary>
/// <remarks>
/// With at most k pieces and no intermediate sum above B in magnitude, the score of every position is wrong by at most
/// k·u·B (u = 2^-24, the unit roundoff), and so is the score of the way that was chosen. A way that is exactly ahead by
/// more than 2·k·u·B therefore wins whatever is rounded, and B is at most the score before the word plus the largest sum in it.
/// </remarks>
internal sealed class WordAnalysis(PieceTrie trie, double[] scores, float unknownScore, int unknownId)
{
    /// <summary>Covers the roundings of the analysis itself and of sums beyond B.</summary>
    private const double Slack = 1.01;

    private const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>Analyses a word or a part of one.</summary>
    /// <param name="word">The word in UTF-8 with the space symbol in front, or a later part.</param>
    /// <param name="key">Its key.</param>
    public WordEntry Analyse(ReadOnlySpan<byte> word, WordKey key)
    {
        Span<Ways> ways = stackalloc Ways[TextNormalizer.SpaceSymbol.Length + WordKey.MaxBytes + 1];
        ways = ways[..(word.Length + 1)];
        ways.Fill(new Ways(double.NegativeInfinity, double.NegativeInfinity, 0, 0));
        ways[0] = new Ways(0, double.NegativeInfinity, 0, 0);
        var (characters, largest) = (0, 0.0);
        for (var begin = 0; begin < word.Length; characters++)
        {
            largest = Math.Max(largest, Math.Abs(ways[begin].Best));
            var length = Math.Min(Utf8Character.Length(word[begin]), word.Length - begin);
            Extend(word[begin..], length, ways[begin..]);
            begin += length;
        }
        largest = Math.Max(largest, Math.Abs(ways[^1].Best));
        var lead = ways[^1].Best - ways[^1].Second;
        var limit = lead / (2 * characters * UnitRoundoff * Slack) - largest;
        return Entry(ways, key, (float)limit);
    }

    private void Extend(ReadOnlySpan<byte> text, int firstLength, Span<Ways> ways)
    {
        var single = false;
        ref readonly var from = ref ways[0];
        ref var units = ref MemoryMarshal.GetArrayDataReference(trie.Units);
        var children = units.Base;
        for (var end = 0; end < text.Length;)
        {
            var label = text[end];
            // Bases and labels keep inside the array: see PieceTrie.
            ref readonly var unit = ref Unsafe.Add(ref units, (nuint)(children ^ label));
            if (unit.Label != label) break;
            end++;
            children = unit.Base;
            if (unit.Id < 0) continue;
            ways[end].Offer(from, scores[unit.Id], end, unit.Id);
            single |= end == firstLength;
        }
        if (!single) ways[firstLength].Offer(from, unknownScore, firstLength, unknownId);
    }

    private WordEntry Entry(ReadOnlySpan<Ways> ways, WordKey key, float limit)
    {
        var entry = new WordEntry { Key = key, Limit = limit };
        for (var end = ways.Length - 1; end > 0; end -= ways[end].Length)
        {
            var (id, score) = (ways[end].Id, (float)scores[ways[end].Id]);
            if (entry.Pieces == WordEntry.MaxPieces || id == unknownId || score != scores[id]) return WordEntry.Unsure(key);
            entry.Ids = Vector128.Create(id, entry.Ids[0], entry.Ids[1], entry.Ids[2]);
            entry.Scores = Vector128.Create(score, entry.Scores[0], entry.Scores[1], entry.Scores[2]);
            entry.Pieces++;
        }
        return entry;
    }

    /// <summary>The best two ways to a position, the best one's last piece.</summary>
    private record struct Ways(double Best, double Second, int Length, int Id)
    {
        public void Offer(in Ways from, double score, int length, int id)
        {
            var (best, second) = (from.Best + score, from.Second + score);
            if (best > Best) (Second, Best, Length, Id) = (Math.Max(Best, second), best, length, id);
            else Second = Math.Max(Second, best);
        }
    }
}
