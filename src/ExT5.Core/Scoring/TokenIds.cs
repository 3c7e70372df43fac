using Microsoft.ML.Tokenizers;

namespace ExT5.Core;

/// <summary>Texts as the ids a model was trained on: checked, and ended by the end of sequence.</summary>
internal static class TokenIds
{
    /// <summary>The ids of a text.</summary>
    /// <param name="tokenizer">The tokenizer, if there is one.</param>
    /// <param name="text">The text.</param>
    /// <param name="what">What the text is, for errors: <c>Input 3</c>.</param>
    public static int[] Of(Tokenizer? tokenizer, string? text, string what) =>
        text is null ? throw new ArgumentException($"{what} is null; give a text, which may be empty.")
        : tokenizer is null ? throw new InvalidOperationException("There is no tokenizer to read texts with; give one to the constructor.")
        : [.. tokenizer.EncodeToIds(text)];

    /// <summary>The ids, with the end of sequence where it is missing.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="config">The model's configuration.</param>
    /// <param name="end">The end of sequence.</param>
    /// <param name="what">What the ids are, for errors.</param>
    /// <param name="maxTokens">Most there may be, the end of sequence among them.</param>
    /// <exception cref="ArgumentException">There are no ids, or one lies outside of the model's table.</exception>
    /// <exception cref="RequestTooLargeException">They are longer.</exception>
    public static int[] Checked(int[]? ids, T5Config config, int end, string what, int maxTokens)
    {
        if (ids is null)
            throw new ArgumentException($"{what} is null; give ids, which may be none.");
        var unknown = Array.FindIndex(ids, id => id < 0 || id >= config.VocabularySize);
        if (unknown >= 0)
            throw new ArgumentException(
                $"{what} holds id {ids[unknown]} at position {unknown}; this model knows 0 to {config.VocabularySize - 1}. " +
                "Use the tokenizer it was trained with.");
        int[] ended = ids.Length > 0 && ids[^1] == end ? ids : [.. ids, end];
        return ended.Length <= maxTokens
            ? ended
            : throw RequestTooLargeException.TooLong(what, ended.Length, maxTokens, nameof(maxTokens), "or cut the text yourself");
    }
}
