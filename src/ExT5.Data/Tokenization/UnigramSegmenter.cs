using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>Receives the pieces of a text from first to last.</summary>
internal interface IPieceSink
{
    /// <param name="id">The piece; unknown characters come one by one.</param>
    /// <param name="begin">Where it begins in the normalized text.</param>
    /// <param name="end">Where it ends.</param>
    void Add(int id, int begin, int end);
}

/// <summary>
/// The best segmentation under a unigram model, as SentencePiece 0.1.97 finds it: the sum of scores in single precision,
/// compared in double precision; of equals the one whose last piece is longest wins.
/// </summary>
/// <remarks>
/// Time is linear in the text. Wherever no piece reaches over a position, every segmentation passes through it:
/// the pieces before it are final and handed on, so that the working memory stays the length of a word or so.
/// </remarks>
internal sealed class UnigramSegmenter(PieceTrie trie, double[] scores, float unknownScore, int unknownId)
{
    public const int UsualPartBytes = 256;

    public void Segment<TSink>(ReadOnlySpan<byte> normalized, ref TSink sink)
        where TSink : IPieceSink, allows ref struct
    {
        var paths = new PooledBuffer<BestPath>(UsualPartBytes);
        var score = 0f;
        try
        {
            Segment(normalized, ref score, ref paths, ref sink);
        }
        finally
        {
            paths.Dispose();
        }
    }

    /// <summary>Segments what follows a text that scored <paramref name="score"/>, up to a place that every path passes through.</summary>
    public void Segment<TSink>(ReadOnlySpan<byte> normalized, ref float score, ref PooledBuffer<BestPath> paths, ref TSink sink)
        where TSink : IPieceSink, allows ref struct
    {
        for (var begin = 0; begin < normalized.Length;)
            begin += SegmentPart(normalized[begin..], begin, ref score, ref paths, ref sink);
    }

    /// <summary>Segments up to the first position that every path passes through.</summary>
    /// <returns>That position.</returns>
    private int SegmentPart<TSink>(ReadOnlySpan<byte> text, int origin, ref float score, ref PooledBuffer<BestPath> paths, ref TSink sink)
        where TSink : IPieceSink, allows ref struct
    {
        var reach = 0;
        paths.All[0] = new BestPath { Score = score };
        for (var begin = 0; begin == 0 || begin < reach;)
        {
            paths.Count = reach + 1;
            paths.Reserve(trie.LongestPiece + 1);
            var length = Math.Min(Utf8Character.Length(text[begin]), text.Length - begin);
            reach = Extend(text[begin..], length, paths.All[begin..], reach - begin) + begin;
            begin += length;
        }
        score = paths.All[reach].Score;
        HandOn(paths.All[..(reach + 1)], origin, ref sink);
        return reach;
    }

    /// <summary>Offers every piece that a text starts with to the place where it ends, the unknown piece for want of a first character.</summary>
    /// <param name="text">The text from here on.</param>
    /// <param name="firstLength">Bytes of its first character.</param>
    /// <param name="paths">Best paths from here on; those up to <paramref name="reach"/> are valid.</param>
    /// <param name="reach">The furthest end of a piece so far.</param>
    /// <returns>The furthest end of a piece now.</returns>
    private int Extend(ReadOnlySpan<byte> text, int firstLength, Span<BestPath> paths, int reach)
    {
        var till = paths[0].Score;
        var single = false;
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
            reach = Offer(paths, reach, end, unit.Id, scores[unit.Id] + till);
            single |= end == firstLength;
        }
        return single ? reach : Offer(paths, reach, firstLength, unknownId, unknownScore + till);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Offer(Span<BestPath> paths, int reach, int length, int id, double score)
    {
        ref var best = ref paths[length];
        if (length > reach)
        {
            paths[(reach + 1)..length].Clear();
            reach = length;
        }
        else if (best.Length > 0 && !(score > best.Score)) return reach;
        best = new BestPath { Score = (float)score, Length = length, Id = id };
        return reach;
    }

    /// <summary>Turns the links of the best path around, then follows them from the start.</summary>
    private static void HandOn<TSink>(Span<BestPath> paths, int origin, ref TSink sink)
        where TSink : IPieceSink, allows ref struct
    {
        var next = default(BestPath);
        for (var end = paths.Length - 1; end >= 0;)
        {
            var path = paths[end];
            paths[end] = next;
            next = path;
            if (path.Length == 0) break;
            end -= path.Length;
        }
        for (var begin = 0; begin < paths.Length - 1;)
        {
            var path = paths[begin];
            sink.Add(path.Id, origin + begin, origin + begin + path.Length);
            begin += path.Length;
        }
    }
}
