using Microsoft.ML.Tokenizers;

namespace ExT5.Core;

/// <summary>The outputs that are allowed, by their common beginnings; for <see cref="AllowedChoices"/>.</summary>
public sealed class ChoicesTrie
{
    private readonly TokenTrie _root = new();
    private readonly int[] _end;

    /// <summary>Choices by their ids.</summary>
    /// <param name="choices">One or more; the end of sequence at the end of one may be left out.</param>
    /// <param name="eosId">Id that ends a sequence. Default 1, T5's.</param>
    /// <exception cref="ArgumentException">
    /// There is no choice, or one has no ids, a negative one, the end of sequence inside, or the ids of another.
    /// </exception>
    public ChoicesTrie(IReadOnlyList<IReadOnlyList<int>> choices, int eosId = 1)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count == 0)
            throw new ArgumentException("There is no choice; give one at least.", nameof(choices));
        (Count, EosId, _end) = (choices.Count, eosId, [eosId]);
        for (var index = 0; index < choices.Count; index++)
            Add(index, choices[index] ?? throw new ArgumentException($"Choice {index} is null.", nameof(choices)), nameof(choices));
    }

    /// <summary>Number of choices.</summary>
    public int Count { get; }

    /// <summary>Id that ends a sequence.</summary>
    public int EosId { get; }

    /// <summary>Tokens of the longest choice, its end included: the least limit that cuts none.</summary>
    public int MaxNewTokens { get; private set; }

    /// <summary>Choices by their texts.</summary>
    /// <param name="texts">One or more texts, all different as ids.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="eosId">Id that ends a sequence. Default 1, T5's.</param>
    /// <exception cref="ArgumentException">There is no text, or one gives no ids or the ids of another.</exception>
    public static ChoicesTrie FromTexts(IReadOnlyList<string> texts, Tokenizer tokenizer, int eosId = 1)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return new([.. texts.Select(text => tokenizer.EncodeToIds(text))], eosId);
    }

    /// <summary>Which choice an output is, in the order they were given; -1: none, such as one that was cut.</summary>
    /// <param name="ids">Generated ids, without the decoder's start and without the end of sequence.</param>
    public int IndexOf(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return _root.After([.. ids])?.Sequence ?? -1;
    }

    /// <summary>What may follow these ids; the end of sequence alone where no choice begins with them.</summary>
    internal IEnumerable<int> NextTokens(ReadOnlySpan<int> ids)
    {
        if (_root.After(ids) is not { } node)
            return _end; // of a beam that is given up: its score is minus infinity and stays so
        return node.Sequence < 0 ? node.Tokens : node.Tokens.Concat(_end);
    }

    private void Add(int index, IReadOnlyList<int> choice, string parameter)
    {
        int[] ids = choice.Count > 0 && choice[^1] == EosId ? [.. choice.SkipLast(1)] : [.. choice];
        if (ids.Length == 0 || ids.Any(id => id < 0 || id == EosId))
            throw new ArgumentException(
                $"Choice {index} has the ids [{string.Join(", ", choice)}]; it needs one or more, none negative, and the " +
                $"end of sequence, {EosId}, only at its end.", parameter);
        if (_root.Add(ids, index) is >= 0 and var other)
            throw new ArgumentException(
                $"Choices {other} and {index} have the same ids, [{string.Join(", ", ids)}]; leave one out.", parameter);
        MaxNewTokens = Math.Max(MaxNewTokens, ids.Length + 1);
    }
}
