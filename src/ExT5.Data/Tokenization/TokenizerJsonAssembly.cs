using System.Text;

namespace ExT5.Data;

/// <summary>
/// Gives the pieces of a <c>tokenizer.json</c> the types that they had in the SentencePiece model: the file itself keeps
/// only texts and scores. Sentinels at the end of the vocabulary were put there by T5Converter and are no pieces.
/// </summary>
internal sealed class TokenizerJsonAssembly
{
    public const string PadText = "<pad>";
    public const string EosText = "</s>";
    private const int Bytes = 256;
    private readonly ModelFile _file;
    private readonly TokenizerJsonVocabulary _vocabulary;
    private readonly Dictionary<int, AddedToken> _added = [];
    private readonly int _pieces;

    public TokenizerJsonAssembly(ModelFile file, TokenizerJsonVocabulary vocabulary, IReadOnlyList<AddedToken> added)
    {
        (_file, _vocabulary) = (file, vocabulary);
        foreach (var token in added) Add(token);
        _pieces = CountOfPieces();
    }

    public SentencePieceModel ToModel(NormalizerRules rules)
    {
        var bytes = BytePieces();
        var pieces = new Piece[_pieces];
        for (var id = 0; id < _pieces; id++)
            pieces[id] = new Piece(_vocabulary.Pieces[id].Text, _vocabulary.Pieces[id].Score, TypeOf(id, bytes));
        var trainer = new TrainerFields(
            ByteFallback: _vocabulary.ByteFallback, BosId: -1, EosId: IdOf(EosText), PadId: IdOf(PadText));
        var arena = _file.WithBytes(_vocabulary.Arena.WrittenSpan.ToArray());
        return SentencePieceModelCheck.Complete(arena, pieces, trainer, rules, null) with
        {
            Sentinels = Sentinels(),
            Added = [.. _added.Values.Where(token => token.Id >= _vocabulary.Pieces.Count && !IsSentinel(token.Id))],
        };
    }

    private void Add(AddedToken token)
    {
        if (token.Id < _vocabulary.Pieces.Count && !_vocabulary.TextOf(token.Id).SequenceEqual(Encoding.UTF8.GetBytes(token.Content)))
            throw _file.Refused($"the added token {Shown(token)} is another than piece {token.Id} of the vocabulary.");
        if (!_added.TryAdd(token.Id, token))
            throw _file.Refused($"the added tokens {Shown(_added[token.Id])} and {Shown(token)} have the same id.");
    }

    /// <summary>Pieces before the block of sentinels at the end; with sentinels elsewhere too, all of them are pieces.</summary>
    private int CountOfPieces()
    {
        var count = _vocabulary.Pieces.Count;
        while (count > 0 && IsSentinel(count - 1)) count--;
        return _added.Keys.Any(id => id < count && IsSentinel(id)) ? _vocabulary.Pieces.Count : count;
    }

    private bool IsSentinel(int id) => _added.TryGetValue(id, out var token) && SentinelTable.IndexOfName(token.Content) >= 0;

    /// <summary>Ids of the sentinels behind the pieces, by index; null when there are none.</summary>
    private int[]? Sentinels()
    {
        var behind = _added.Values.Where(token => token.Id >= _pieces && IsSentinel(token.Id)).ToList();
        if (behind.Count == 0) return null;
        var ids = new int[behind.Count];
        Array.Fill(ids, -1);
        foreach (var token in behind)
        {
            var index = SentinelTable.IndexOfName(token.Content);
            if (index >= ids.Length || ids[index] >= 0 || token.Id >= _pieces + ids.Length)
                throw _file.Refused(
                    $"the sentinel {Shown(token)} leaves a gap or stands twice; {ids.Length} sentinels take the ids {_pieces} to {_pieces + ids.Length - 1}.");
            ids[index] = token.Id;
        }
        return ids;
    }

    private PieceType TypeOf(int id, HashSet<int> bytes)
    {
        if (id == _vocabulary.UnknownId) return PieceType.Unknown;
        if (bytes.Contains(id)) return _vocabulary.ByteFallback ? PieceType.Byte : PieceType.Unused;
        var text = _vocabulary.TextOf(id);
        if (text.SequenceEqual(Encoding.UTF8.GetBytes(PadText)) || text.SequenceEqual(Encoding.UTF8.GetBytes(EosText))) return PieceType.Control;
        if (!_added.TryGetValue(id, out var token)) return PieceType.Normal;
        return token.IsSpecial && !IsSentinel(id) ? PieceType.Control : PieceType.UserDefined;
    }

    // Older converters kept the 256 byte pieces but not that they are used for unknown characters.
    private HashSet<int> BytePieces()
    {
        var found = new HashSet<int>();
        for (var id = 0; id < _pieces; id++)
            if (_vocabulary.TextOf(id) is [(byte)'<', (byte)'0', (byte)'x', _, _, (byte)'>'])
                found.Add(id);
        return _vocabulary.ByteFallback || found.Count == Bytes ? found : [];
    }

    private int IdOf(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        for (var id = 0; id < _pieces; id++)
            if (_vocabulary.TextOf(id).SequenceEqual(utf8))
                return id;
        throw _file.Refused($"its vocabulary has no piece '{text}'.");
    }

    private static string Shown(AddedToken token) => $"'{TokenizerJson.Shown(token.Content)}' (id {token.Id})";
}
