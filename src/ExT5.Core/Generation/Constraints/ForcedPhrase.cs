namespace ExT5.Core;

/// <summary>
/// Ids that must stand in the output one after the other, or several such phrases one of which must: an entry of
/// <see cref="BeamSearch.ForcedPhrases"/>. Transformers' <c>PhrasalConstraint</c> and <c>DisjunctiveConstraint</c>.
/// </summary>
public sealed class ForcedPhrase
{
    /// <summary>A phrase.</summary>
    /// <param name="ids">Its ids, one or more, without the end of sequence.</param>
    /// <exception cref="ArgumentException">There is no id, or a negative one.</exception>
    public ForcedPhrase(params IReadOnlyList<int> ids)
        : this([ids ?? throw new ArgumentNullException(nameof(ids))], nameof(ids))
    {
    }

    private ForcedPhrase(IReadOnlyList<IReadOnlyList<int>> phrases, string parameter)
    {
        Phrases = IdSequences.Checked(phrases, parameter);
        Longest = Phrases.Max(phrase => phrase.Count);
        var trie = new TokenTrie();
        for (var index = 0; index < Phrases.Count; index++)
            trie.Add([.. Phrases[index]], index);
        Trie = trie;
        for (var index = 0; index < Phrases.Count; index++)
            if (trie.After([.. Phrases[index]]) is var end && (end!.Tokens.Count > 0 || end.Sequence != index))
                throw new ArgumentException(
                    $"Phrase {index} ({string.Join(' ', Phrases[index])}) is another of the phrases or begins one, which " +
                    "is then fulfilled with it; leave the longer one out.", parameter);
    }

    /// <summary>The phrases, one of which must stand in the output.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Phrases { get; }

    /// <summary>Number of ids of the longest phrase.</summary>
    internal int Longest { get; }

    internal TokenTrie Trie { get; }

    /// <summary>Phrases one of which must stand in the output, such as the forms of a word.</summary>
    /// <param name="phrases">One or more phrases of one or more ids; none may begin another.</param>
    /// <exception cref="ArgumentException">
    /// There is no phrase, one is empty or holds a negative id, or one is another or begins it.
    /// </exception>
    public static ForcedPhrase AnyOf(params IReadOnlyList<IReadOnlyList<int>> phrases)
    {
        ArgumentNullException.ThrowIfNull(phrases);
        if (phrases.Count == 0)
            throw new ArgumentException("There is no phrase; give one at least.", nameof(phrases));
        return new(phrases, nameof(phrases));
    }

    /// <summary>Whether ids hold the phrase, or one of the phrases, one id after the other.</summary>
    /// <param name="ids">Such as <see cref="GeneratedSequence.Ids"/>.</param>
    public bool IsIn(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] all = [.. ids];
        return Phrases.Any(phrase => all.AsSpan().IndexOf([.. phrase]) >= 0);
    }
}
