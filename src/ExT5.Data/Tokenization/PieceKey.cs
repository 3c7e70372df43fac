namespace ExT5.Data;

/// <summary>A piece as a key: its UTF-8 text in the model file and its id.</summary>
internal readonly record struct PieceKey(ByteRange Text, int Id)
{
    /// <summary>All pieces in ordinal byte order, refused when two are equal.</summary>
    public static PieceKey[] Sorted(SentencePieceModel model)
    {
        var bytes = model.File.Bytes;
        var keys = new PieceKey[model.Pieces.Length];
        for (var id = 0; id < keys.Length; id++) keys[id] = new PieceKey(model.Pieces[id].Text, id);
        Array.Sort(keys, (a, b) => a.Text.In(bytes).SequenceCompareTo(b.Text.In(bytes)));
        for (var i = 1; i < keys.Length; i++)
            if (keys[i].Text.In(bytes).SequenceEqual(keys[i - 1].Text.In(bytes)))
                throw model.File.Refused(
                    $"pieces {keys[i - 1].Id} and {keys[i].Id} have the same text; pieces must be unique.");
        return keys;
    }
}
