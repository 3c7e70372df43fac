namespace ExT5.Core;

/// <summary>How far a row of ids has come in fulfilling forced phrases: Transformers' <c>ConstraintListState</c>.</summary>
/// <remarks>
/// Phrases are fulfilled one at a time. The one begun goes on or is broken off, which makes it the last of those that
/// wait; ids of another phrase do not count meanwhile.
/// </remarks>
internal sealed class PhraseProgress
{
    private readonly int _longest; // of all phrases
    private readonly List<ForcedPhrase> _waiting;
    private int _fulfilled;
    private ForcedPhrase? _begun;
    private List<int> _ids = []; // of the phrase begun

    public PhraseProgress(IReadOnlyList<ForcedPhrase> phrases) =>
        (_longest, _waiting) = (phrases.Max(phrase => phrase.Longest), [.. phrases]);

    private PhraseProgress(PhraseProgress other)
    {
        (_longest, _waiting) = (other._longest, [.. other._waiting]);
        // Transformers' copies go on with one list of ids: where a phrase branches, each branch sees those before it.
        (_fulfilled, _begun, _ids) = (other._fulfilled, other._begun, other._ids);
    }

    /// <summary>Whether all phrases are fulfilled.</summary>
    public bool Complete => _begun is null && _waiting.Count == 0;

    /// <summary>More for each phrase fulfilled, and for each id of the one begun.</summary>
    public int Bank =>
        (_fulfilled * _longest) + (_begun is null ? 0 : _longest - (_begun.Longest - _ids.Count));

    public PhraseProgress Copy() => new(this);

    /// <summary>The ids that would bring the row further.</summary>
    public IReadOnlyList<int> NextTokens() => _begun is null
        ? [.. _waiting.SelectMany(phrase => phrase.Trie.Tokens)]
        : Reached().Tokens;

    public void Add(int token)
    {
        if (_begun is null)
            Begin(token);
        else if (Reached().After(token) is { } next)
        {
            _ids.Add(token);
            if (next.Tokens.Count == 0)
                (_begun, _fulfilled) = (null, _fulfilled + 1);
        }
        else
        {
            _waiting.Add(_begun);
            _begun = null;
        }
    }

    private void Begin(int token)
    {
        var index = _waiting.FindIndex(phrase => phrase.Trie.After(token) is not null);
        if (index < 0)
            return;
        var phrase = _waiting[index];
        _waiting.RemoveAt(index);
        if (phrase.Trie.After(token)!.Tokens.Count == 0)
            _fulfilled++;
        else
            (_begun, _ids) = (phrase, [token]);
    }

    private TokenTrie Reached() => _begun!.Trie.After([.. _ids])!;
}
