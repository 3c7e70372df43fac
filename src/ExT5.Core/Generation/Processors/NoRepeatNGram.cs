using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Bans every token that would complete an n-gram the row already holds (the decoder's start counts as a token):
/// Transformers' <c>no_repeat_ngram_size</c>.
/// </summary>
/// <param name="Size">Length n of the n-grams that may occur once only; 1 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
public sealed record NoRepeatNGram(int Size) : ILogitsProcessor
{
    /// <summary>Length n of the n-grams that may occur once only; 1 or more.</summary>
    public int Size { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Size);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        var banned = new BannedTokens(scores);
        for (var row = 0; row < history.Rows; row++)
            Ban(row, history.Row(row), banned);
        return banned.Apply();
    }

    private void Ban(int row, ReadOnlySpan<int> ids, BannedTokens banned)
    {
        if (ids.Length < Size)
            return;
        var prefix = ids[^(Size - 1)..];
        for (var start = 0; start + Size <= ids.Length; start++)
            if (ids.Slice(start, Size - 1).SequenceEqual(prefix))
                banned.Add(row, ids[start + Size - 1]);
    }
}
