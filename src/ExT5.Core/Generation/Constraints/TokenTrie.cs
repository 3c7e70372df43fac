namespace ExT5.Core;

/// <summary>Sequences of ids by their common beginnings. This node is the trie of what may follow.</summary>
internal sealed class TokenTrie
{
    private readonly Dictionary<int, TokenTrie> _children = [];
    private readonly List<int> _tokens = [];

    /// <summary>Which of the sequences ends here; -1: none.</summary>
    public int Sequence { get; private set; } = -1;

    /// <summary>The ids that go on from here, in the order in which they were added.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>The node after one more id; nothing when no sequence goes on so.</summary>
    public TokenTrie? After(int token) => _children.GetValueOrDefault(token);

    /// <summary>The node after some ids; nothing when no sequence begins so.</summary>
    public TokenTrie? After(ReadOnlySpan<int> tokens)
    {
        var node = this;
        foreach (var token in tokens)
            if (!node._children.TryGetValue(token, out node))
                return null;
        return node;
    }

    /// <summary>Adds a sequence below this node; of equal ones the first keeps its number.</summary>
    /// <param name="tokens">One or more ids.</param>
    /// <param name="sequence">Its number, 0 or more.</param>
    public void Add(ReadOnlySpan<int> tokens, int sequence)
    {
        var node = this;
        foreach (var token in tokens)
            node = node.AfterOrNew(token);
        if (node.Sequence < 0)
            node.Sequence = sequence;
    }

    private TokenTrie AfterOrNew(int token)
    {
        if (_children.TryGetValue(token, out var child))
            return child;
        _tokens.Add(token);
        return _children[token] = new();
    }
}
