namespace ExT5.Data;

/// <summary>The pieces that a word can be cut into, under the scores of candidates. Immutable, so thread-safe.</summary>
/// <param name="pieces">Candidates in the order of their text.</param>
internal sealed class UnigramLattice(TrainingPiece[] pieces)
{
    /// <summary>The id of a character without a piece.</summary>
    public const int Unknown = -1;

    private const double UnknownPenalty = 10;

    private readonly PieceTrie _trie = TrieOfPieces.Build(pieces);
    private readonly double _unknownScore = (pieces.Length == 0 ? 0 : pieces.Min(piece => piece.Score)) - UnknownPenalty;

    public TrainingPiece[] Pieces => pieces;

    /// <summary>Fills the list with all pieces of the word, by where they begin, then by length.</summary>
    public void Edges(ReadOnlySpan<byte> word, List<LatticeEdge> edges)
    {
        edges.Clear();
        for (var begin = 0; begin < word.Length;)
        {
            var first = Utf8Character.Length(word[begin]);
            var single = false;
            var children = _trie.Units[0].Base;
            for (var end = begin; end < word.Length;)
            {
                var unit = _trie.Units[children ^ word[end]];
                if (unit.Label != word[end]) break;
                end++;
                children = unit.Base;
                if (unit.Id < 0) continue;
                edges.Add(new LatticeEdge(begin, end, unit.Id, pieces[unit.Id].Score));
                single |= end == begin + first;
            }
            if (!single) edges.Add(new LatticeEdge(begin, begin + first, Unknown, _unknownScore));
            begin += first;
        }
    }
}

/// <summary>A piece at a place of a word.</summary>
internal readonly record struct LatticeEdge(int Begin, int End, int Id, double Score);
