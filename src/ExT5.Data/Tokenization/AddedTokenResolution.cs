using System.Text;

namespace ExT5.Data;

/// <summary>Compares what the files beside a vocabulary say of its ids with the vocabulary and with each other.</summary>
internal sealed class AddedTokenResolution
{
    /// <summary>Ids are rows of a model's table, which has at most so many.</summary>
    private const int MostId = (1 << 22) - 1;

    private const int MostTokens = 1 << 16;

    private readonly SentencePieceModel _model;
    private readonly SentinelTable _sentinels;
    private readonly Dictionary<int, NamedToken> _byId = [];
    private readonly Dictionary<string, NamedToken> _byContent = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _pieces;
    private int _next;

    private AddedTokenResolution(SentencePieceModel model, SentinelTable sentinels) => (_model, _sentinels, _next) = (model, sentinels, sentinels.Size);

    /// <summary>The tokens behind the vocabulary; null when there are none.</summary>
    /// <exception cref="VocabularyException">Two of the files disagree; the message names both.</exception>
    public static AddedVocabulary? Of(SentencePieceModel model, SentinelTable sentinels, TokenizerSettings settings)
    {
        var resolution = new AddedTokenResolution(model, sentinels);
        foreach (var token in model.Added) resolution.Add(new NamedToken(token, model.File.Name.Trim('\'')));
        foreach (var token in settings.Tokens) resolution.Add(token);
        foreach (var special in settings.Specials) resolution.Add(special);
        return resolution._byId.Count == 0 ? null : new AddedVocabulary([.. resolution._byId.Values.Select(named => named.Token)]);
    }

    private void Add(NamedToken named)
    {
        var (id, content) = (named.Token.Id, named.Token.Content);
        if (id > MostId) throw Refused(named, $"has the id {id}; at most {MostId} is allowed.");
        if (content.Length == 0) throw Refused(named, "has no text.");
        if (SentinelTable.IndexOfName(content) is >= 0 and var index)
            CheckSentinel(named, index);
        else if (id < _model.Pieces.Length)
            CheckPiece(named);
        else if (_sentinels.IndexOf(id) is >= 0 and var taken)
            throw Refused(named, $"has the id {id}, which {Vocabulary} gives to {SentinelTable.NameOf(taken)}.");
        else if (SpecialIds.FirstOrDefault(special => TextOf(special) == content, -1) is >= 0 and var piece)
            throw Refused(named, $"has the id {id}, but {Vocabulary} has it at {piece}.");
        else
            Remember(named);
    }

    private void Remember(NamedToken named)
    {
        var (id, content) = (named.Token.Id, named.Token.Content);
        if (_byId.TryGetValue(id, out var other) && other.Token.Content != content)
            throw Disagree(named, other);
        if (_byContent.TryGetValue(content, out other) && other.Token.Id != id)
            throw Disagree(named, other);
        if (_byId.Count == MostTokens) throw Refused(named, $"is one too many; {MostTokens} are allowed.");
        _byId.TryAdd(id, named);
        _byContent.TryAdd(content, named);
        _next = Math.Max(_next, id + 1);
    }

    private void CheckSentinel(NamedToken named, int index)
    {
        if (index >= _sentinels.Count)
            throw Refused(named, $"has the id {named.Token.Id}, but {Vocabulary} has {_sentinels.Count} sentinels.");
        if (_sentinels.IdOf(index) != named.Token.Id)
            throw Refused(named, $"has the id {named.Token.Id}, but {Vocabulary} has it at {_sentinels.IdOf(index)}.");
    }

    private void CheckPiece(NamedToken named)
    {
        var (id, text) = (named.Token.Id, TextOf(named.Token.Id));
        if (text != named.Token.Content)
            throw Refused(named, $"has the id {id}, which is the piece '{TokenizerJson.Shown(text)}' of {Vocabulary}.");
        if (_model.Pieces[id].Type is PieceType.Normal or PieceType.Unused or PieceType.Byte && _sentinels.IndexOf(id) < 0)
            throw Refused(named, $"is the plain piece {id} of {Vocabulary}; texts cannot be cut at one.");
    }

    private void Add(SpecialName special)
    {
        var expected = special.Key switch
        {
            "pad_token" => _model.PadId,
            "eos_token" => _model.EosId,
            "unk_token" => _model.UnknownId,
            _ => -1,
        };
        if (expected >= 0 && special.Content == TextOf(expected)) return;
        var id = IdOf(special);
        if (expected >= 0)
            throw new VocabularyException(
                $"'{special.Source}': \"{special.Key}\" is '{TokenizerJson.Shown(special.Content)}' ({(id is null ? "no id" : $"id {id}")}), " +
                $"but {Vocabulary} has '{TextOf(expected)}' (id {expected}) for it.");
        if (id is not null) return;
        // Transformers gives such a token the next id.
        Add(new NamedToken(new AddedToken(_next, special.Content, IsSpecial: true), special.Source));
    }

    private int? IdOf(SpecialName special)
    {
        if (SentinelTable.IndexOfName(special.Content) is >= 0 and var index)
            return index < _sentinels.Count ? _sentinels.IdOf(index) : throw new VocabularyException(
                $"'{special.Source}': \"{special.Key}\" holds {special.Content}, but {Vocabulary} has {_sentinels.Count} sentinels.");
        return _byContent.TryGetValue(special.Content, out var added) ? added.Token.Id : PieceOf(special.Content);
    }

    // Made when a token's id has to be looked up.
    private int? PieceOf(string content)
    {
        if (_pieces is null)
        {
            _pieces = new(StringComparer.Ordinal);
            for (var id = 0; id < _model.Pieces.Length; id++) _pieces.TryAdd(TextOf(id), id);
        }
        return _pieces.TryGetValue(content, out var found) ? found : null;
    }

    private string TextOf(int id) => Encoding.UTF8.GetString(_model.TextOf(id));

    private int[] SpecialIds => [_model.PadId, _model.EosId, _model.UnknownId];

    private string Vocabulary => $"the vocabulary {_model.File.Name}";

    private static VocabularyException Refused(NamedToken named, string rule) =>
        new($"'{named.Source}': the added token '{TokenizerJson.Shown(named.Token.Content)}' {rule}");

    private static VocabularyException Disagree(NamedToken one, NamedToken other) => new(
        $"'{one.Source}' and '{other.Source}' disagree: '{TokenizerJson.Shown(one.Token.Content)}' has the id {one.Token.Id} in the one, " +
        $"'{TokenizerJson.Shown(other.Token.Content)}' the id {other.Token.Id} in the other. Remove the file that is not the model's.");
}
