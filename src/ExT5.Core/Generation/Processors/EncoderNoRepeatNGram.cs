using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Bans every token that would complete an n-gram of the row's own input: Transformers'
/// <c>encoder_no_repeat_ngram_size</c>.
/// </summary>
/// <param name="Size">Length n of the input's n-grams that may not come again; 1 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
public sealed record EncoderNoRepeatNGram(int Size) : ILogitsProcessor
{
    /// <summary>Length n of the input's n-grams that may not come again; 1 or more.</summary>
    public int Size { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Size);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        if (history.Length < Size - 1)
            return scores;
        var banned = new BannedTokens(scores);
        for (var row = 0; row < history.Rows; row++)
            Ban(row, [.. history.Input(row).Ids], history.Row(row)[^(Size - 1)..], banned);
        return banned.Apply();
    }

    private void Ban(int row, ReadOnlySpan<int> input, ReadOnlySpan<int> prefix, BannedTokens banned)
    {
        for (var start = 0; start + Size <= input.Length; start++)
            if (input.Slice(start, Size - 1).SequenceEqual(prefix))
                banned.Add(row, input[start + Size - 1]);
    }
}
