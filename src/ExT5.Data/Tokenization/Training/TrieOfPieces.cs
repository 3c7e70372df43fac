namespace ExT5.Data;

/// <summary>A trie over sorted candidates.</summary>
internal static class TrieOfPieces
{
    public static PieceTrie Build(TrainingPiece[] sorted)
    {
        var bytes = new byte[sorted.Sum(piece => piece.Text.Length)];
        var keys = new PieceKey[sorted.Length];
        var at = 0;
        for (var id = 0; id < sorted.Length; id++)
        {
            var text = sorted[id].Text;
            text.CopyTo(bytes, at);
            keys[id] = new PieceKey(new ByteRange(at, text.Length), id);
            at += text.Length;
        }
        return PieceTrieBuilder.Build(new ModelFile("The vocabulary in training", bytes), keys);
    }
}
