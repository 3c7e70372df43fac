using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Makes every output one of some choices, in any strategy: a classification, or a name of a catalogue. An output ends
/// where its choice does.
/// </summary>
/// <remarks>
/// Give limits of at least <see cref="ChoicesTrie.MaxNewTokens"/>, or a longer choice may be cut (its
/// <see cref="GeneratedSequence.FinishReason"/> says so). Put it before processors that cut the scores, such as
/// <see cref="TopK"/>. Any number of choices costs the same per step but for those that may follow.
/// </remarks>
public sealed class AllowedChoices : ILogitsProcessor
{
    private readonly IReadOnlyList<ChoicesTrie> _ofInputs;

    /// <summary>The same choices for all inputs, or a list of choices for each input of the call.</summary>
    /// <param name="choices">One trie for all inputs, or as many as the call has inputs, in their order.</param>
    /// <exception cref="ArgumentException">There is no trie.</exception>
    public AllowedChoices(params IReadOnlyList<ChoicesTrie> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count == 0)
            throw new ArgumentException("There is no trie of choices; give one, or one for each input.", nameof(choices));
        _ofInputs = [.. choices];
    }

    /// <inheritdoc/>
    /// <exception cref="GenerationException">An input has no trie, or the model does not know an id of a choice.</exception>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        var kept = new AllowedTokens(scores);
        for (var row = 0; row < history.Rows; row++)
            kept.Limit(row, Of(history.Input(row).Place).NextTokens(history.Row(row)[1..]), history.Length);
        return kept.Apply();
    }

    private ChoicesTrie Of(int place) => _ofInputs.Count == 1
        ? _ofInputs[0]
        : place < _ofInputs.Count
            ? _ofInputs[place]
            : throw new GenerationException(
                $"Input {place} has no choices: there are {_ofInputs.Count} tries. Give one for all, or one for each input.");
}
