namespace ExT5.Core;

/// <summary>Decoding could not go on.</summary>
/// <param name="message">What was wrong, where, and what to do.</param>
public sealed class GenerationException(string message) : ExT5CoreException(message)
{
    internal static GenerationException NotANumber(int step) => new(
        $"The model's scores for token {step} of the output are NaN. Look for NaN or infinity in its weights, " +
        "or for an overflow of its compute type.");

    internal static GenerationException NothingAllowed(int step) => new(
        $"The processors leave no token for place {step} of an output, the end of sequence neither. " +
        "Ban fewer tokens, or allow the end earlier (MinNewTokens).");

    internal static GenerationException UnknownToken(int token, long vocabulary, int step) => new(
        $"Id {token} is wanted as token {step} of an output, but the model knows 0 to {vocabulary - 1}. " +
        "Use the tokenizer it was trained with.");

    internal static GenerationException NoHypothesis() => new(
        "The processors leave no output at all to a beam search. Ban fewer tokens, or allow the end earlier (MinNewTokens).");

    internal static GenerationException TextChanged(string shown, string text) => new(
        $"The tokenizer decodes the whole output to a text of {text.Length} characters that does not begin with the " +
        $"{shown.Length} characters already shown. Use Generate, which decodes once.");
}
