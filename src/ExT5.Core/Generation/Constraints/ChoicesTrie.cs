using Microsoft.ML.Tokenizers;

namespace ExT5.Core;

/// <summary>The outputs that are allowed, by their common beginnings; for <see cref="AllowedChoices"/>.</summary>
public sealed class ChoicesTrie
{
    private readonly int[][] _sorted; // the choices without their end; those that begin alike stand side by side
    private readonly int[] _places; // where each was given
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
        (EosId, _end, _places) = (eosId, [eosId], [.. Enumerable.Range(0, choices.Count)]);
        _sorted = [.. choices.Select((choice, index) => Ids(index, choice, nameof(choices)))];
        Array.Sort(_sorted, _places, Comparer<int[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other)));
        for (var next = 1; next < Count; next++)
            if (_sorted[next - 1].AsSpan().SequenceEqual(_sorted[next]))
                throw new ArgumentException(
                    $"Choices {Math.Min(_places[next - 1], _places[next])} and {Math.Max(_places[next - 1], _places[next])} " +
                    $"have the same ids, [{string.Join(", ", _sorted[next])}]; leave one out.", nameof(choices));
        MaxNewTokens = _sorted.Max(ids => ids.Length) + 1;
    }

    /// <summary>Number of choices.</summary>
    public int Count => _sorted.Length;

    /// <summary>Id that ends a sequence.</summary>
    public int EosId { get; }

    /// <summary>Tokens of the longest choice, its end included: the least limit that cuts none.</summary>
    public int MaxNewTokens { get; }

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
        int[] sought = [.. ids];
        var place = FirstFrom(0, choice => choice.AsSpan().SequenceCompareTo(sought) >= 0);
        return place < Count && _sorted[place].AsSpan().SequenceEqual(sought) ? _places[place] : -1;
    }

    /// <summary>What may follow these ids; the end of sequence alone where no choice begins with them.</summary>
    internal IReadOnlyCollection<int> NextTokens(ReadOnlySpan<int> ids)
    {
        int[] start = [.. ids];
        var next = new List<int>();
        var place = FirstFrom(0, choice => choice.AsSpan().SequenceCompareTo(start) >= 0);
        while (place < Count && _sorted[place].AsSpan().StartsWith(start))
        {
            var choice = _sorted[place];
            var token = choice.Length == start.Length ? EosId : choice[start.Length];
            next.Add(token);
            place = choice.Length == start.Length ? place + 1 : FirstFrom(place + 1, other => IsBeyond(other, start, token));
        }

        return next.Count > 0 ? next : _end; // else of a beam that is given up: its score is and stays minus infinity
    }

    // Whether a choice that is not before start + token neither begins with these.
    private static bool IsBeyond(int[] choice, int[] start, int token) =>
        !choice.AsSpan().StartsWith(start) || choice[start.Length] != token;

    /// <summary>The first choice from a place on for which something holds that holds for all after it.</summary>
    private int FirstFrom(int place, Func<int[], bool> holds)
    {
        var end = Count;
        while (place < end)
        {
            var middle = place + ((end - place) / 2);
            (place, end) = holds(_sorted[middle]) ? (place, middle) : (middle + 1, end);
        }

        return place;
    }

    private int[] Ids(int index, IReadOnlyList<int>? choice, string parameter)
    {
        if (choice is null)
            throw new ArgumentException($"Choice {index} is null; give one or more ids.", parameter);
        int[] ids = [.. choice.Take(choice.Count > 0 && choice[^1] == EosId ? choice.Count - 1 : choice.Count)];
        return ids.Length > 0 && !ids.Any(id => id < 0 || id == EosId)
            ? ids
            : throw new ArgumentException(
                $"Choice {index} has the ids [{string.Join(", ", choice)}]; it needs one or more, none negative, and the " +
                $"end of sequence, {EosId}, only at its end.", parameter);
    }
}
