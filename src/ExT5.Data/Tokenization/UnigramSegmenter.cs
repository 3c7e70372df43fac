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
    private const int UsualPartBytes = 256;

    public void Segment<TSink>(ReadOnlySpan<byte> normalized, ref TSink sink)
        where TSink : IPieceSink, allows ref struct
    {
        var paths = new PooledBuffer<BestPath>(UsualPartBytes);
        try
        {
            var score = 0f;
            for (var begin = 0; begin < normalized.Length;)
                begin += SegmentPart(normalized[begin..], begin, ref score, ref paths, ref sink);
        }
        finally
        {
            paths.Dispose();
        }
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
            var length = Math.Min(Utf8Character.Length(text[begin]), text.Length - begin);
            var till = paths.All[begin].Score;
            if (!ExtendByPieces(text, begin, length, till, ref reach, ref paths))
                Offer(ref paths, ref reach, begin + length, length, unknownId, unknownScore + till);
            begin += length;
        }
        score = paths.All[reach].Score;
        HandOn(paths.All[..(reach + 1)], origin, ref sink);
        return reach;
    }

    /// <summary>Offers every piece that starts at a position to the position where it ends.</summary>
    /// <returns>True when the first character alone is a piece.</returns>
    private bool ExtendByPieces(ReadOnlySpan<byte> text, int begin, int firstLength, float till, ref int reach, ref PooledBuffer<BestPath> paths)
    {
        var single = false;
        ref var units = ref MemoryMarshal.GetArrayDataReference(trie.Units);
        var children = units.Base;
        for (var at = begin; at < text.Length;)
        {
            var label = text[at];
            // Bases and labels keep inside the array: see PieceTrie.
            var unit = Unsafe.Add(ref units, (nuint)(children ^ label));
            if (unit.Label != label) break;
            at++;
            children = unit.Base;
            if (unit.Id < 0) continue;
            Offer(ref paths, ref reach, at, at - begin, unit.Id, scores[unit.Id] + till);
            single |= at - begin == firstLength;
        }
        return single;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Offer(ref PooledBuffer<BestPath> paths, ref int reach, int end, int length, int id, double score)
    {
        if (end > reach) Clear(ref paths, ref reach, end);
        ref var best = ref paths[end];
        if (best.Length == 0 || score > best.Score)
            best = new BestPath { Score = (float)score, Length = length, Id = id };
    }

    private static void Clear(ref PooledBuffer<BestPath> paths, ref int reach, int end)
    {
        paths.Count = reach + 1;
        paths.Reserve(end - reach);
        paths.All[(reach + 1)..(end + 1)].Clear();
        reach = end;
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

    /// <summary>The best segmentation up to a position: its score and its last piece (length 0: none yet).</summary>
    private struct BestPath
    {
        public float Score;
        public int Length;
        public int Id;
    }
}
