using System.Buffers;

namespace ExT5.Data;

/// <summary>Tokens behind pieces and sentinels, found in a text before it is cut into pieces: the leftmost first, the longest of a place.</summary>
internal sealed class AddedVocabulary
{
    private readonly Dictionary<int, AddedToken> _byId;
    private readonly Dictionary<char, AddedToken[]> _byFirst;
    private readonly SearchValues<char> _firsts;

    public AddedVocabulary(IReadOnlyCollection<AddedToken> tokens)
    {
        Tokens = [.. tokens.OrderBy(token => token.Id)];
        _byId = tokens.ToDictionary(token => token.Id);
        _byFirst = tokens.GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        _firsts = SearchValues.Create([.. _byFirst.Keys]);
    }

    /// <summary>The tokens by id, at least one.</summary>
    public IReadOnlyList<AddedToken> Tokens { get; }

    public AddedToken? Of(int id) => _byId.TryGetValue(id, out var token) ? token : null;

    /// <summary>The token the text starts with.</summary>
    public AddedToken? StartOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !_byFirst.TryGetValue(text[0], out var candidates)) return null;
        foreach (var token in candidates)
            if (text.StartsWith(token.Content, StringComparison.Ordinal)) return token;
        return null;
    }

    /// <summary>The next token of a text, or null with <paramref name="at"/> at its end.</summary>
    public AddedToken? Next(ReadOnlySpan<char> text, out int at)
    {
        for (at = 0; at < text.Length; at++)
        {
            var step = text[at..].IndexOfAny(_firsts);
            if (step < 0) break;
            at += step;
            if (StartOf(text[at..]) is { } token) return token;
        }
        at = text.Length;
        return null;
    }
}
