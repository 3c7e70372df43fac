using System.Text;

namespace ExT5.Data;

/// <summary>A piece as it goes into the file.</summary>
internal readonly record struct ModelPiece(byte[] Text, float Score, PieceType Type);

/// <summary>The pieces that are not learned, by id: pad, EOS, unknown, BOS, control and user-defined symbols, bytes.</summary>
internal sealed class SpecialPieces
{
    private readonly SortedDictionary<int, ModelPiece> _byId = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public static SpecialPieces Of(UnigramTrainerOptions options)
    {
        var special = new SpecialPieces();
        special.Add(options.UnknownId, "<unk>", PieceType.Unknown);
        if (options.BosId >= 0) special.Add(options.BosId, "<s>", PieceType.Control);
        special.Add(options.EosId, "</s>", PieceType.Control);
        special.Add(options.PadId, "<pad>", PieceType.Control);
        foreach (var symbol in options.ControlSymbols) special.Append(symbol, PieceType.Control);
        foreach (var symbol in options.UserDefinedSymbols) special.Append(symbol, PieceType.UserDefined);
        for (var value = 0; options.ByteFallback && value < 256; value++) special.Append($"<0x{value:X2}>", PieceType.Byte);
        return special;
    }

    public int RoomFor(UnigramTrainerOptions options) => options.VocabularySize - _byId.Count;

    public void CheckRoom(UnigramTrainerOptions options, int characters)
    {
        if (RoomFor(options) < characters)
            throw new VocabularyException(
                $"'{nameof(options.VocabularySize)}' is {options.VocabularySize}; {_byId.Count} special pieces and the {characters} characters of the text need {_byId.Count + characters}. Raise it, or lower '{nameof(options.CharacterCoverage)}'.");
    }

    /// <summary>All pieces by id.</summary>
    /// <exception cref="VocabularyException">There are too few for the wanted size, or for the ids.</exception>
    public List<ModelPiece> Arrange(List<TrainingPiece> learned, UnigramTrainerOptions options)
    {
        var size = learned.Count + _byId.Count;
        if ((options.HardVocabularyLimit && size < options.VocabularySize) || _byId.Keys.Max() >= size)
            throw new VocabularyException(
                $"'{nameof(options.VocabularySize)}' is {options.VocabularySize}, but the text gives {size} pieces at most. Set it to {size} or less, give more text, or set '{nameof(options.HardVocabularyLimit)}' to false.");
        var next = 0;
        var pieces = new List<ModelPiece>(size);
        for (var id = 0; id < size; id++)
            pieces.Add(_byId.TryGetValue(id, out var special) ? special : new(learned[next].Text, (float)learned[next++].Score, PieceType.Normal));
        return pieces;
    }

    private void Append(string text, PieceType type)
    {
        var id = 0;
        while (_byId.ContainsKey(id)) id++;
        Add(id, text, type);
    }

    private void Add(int id, string text, PieceType type)
    {
        if (string.IsNullOrEmpty(text) || text.Contains('\0') || !_texts.Add(text))
            throw new ArgumentException($"The special piece '{text}' is empty, holds NUL or is given twice; special pieces must be distinct texts.", nameof(text));
        if (!_byId.TryAdd(id, new ModelPiece(Encoding.UTF8.GetBytes(text), 0, type)))
            throw new ArgumentException($"The id {id} of '{text}' is taken; the ids of special pieces must differ.", nameof(id));
    }
}
