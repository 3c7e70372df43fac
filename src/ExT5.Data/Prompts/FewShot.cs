using Microsoft.ML.Tokenizers;

namespace ExT5.Data;

/// <summary>
/// Solved examples before each input, drawn from the training split with the template of the example. Which ones is a pure function of seed,
/// task, split and index; an example is never among its own, nor is one with the same input.
/// </summary>
/// <param name="Shots">How many solved examples; 1 or more. Fewer come when the training split has no more or they do not fit.</param>
public sealed record FewShot(int Shots)
{
    /// <summary>How they are written; <see cref="PromptLayouts.Flan"/> by default.</summary>
    public PromptLayout Layout { get; init; } = PromptLayouts.Flan();

    /// <summary>These examples in place of drawn ones, as Super-NaturalInstructions has them; the first <see cref="Shots"/> are used.</summary>
    public IReadOnlyList<TextExample>? Fixed { get; init; }

    /// <summary>Longest input, in the unit of <see cref="Length"/>; no limit by default. Solved examples are added until one does not fit.</summary>
    public int MaxLength { get; init; } = int.MaxValue;

    /// <summary>Length of a text; characters by default. See <see cref="FittingIn"/>.</summary>
    public Func<string, int> Length { get; init; } = text => text.Length;

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>The same with inputs of no more tokens than the model reads. EOS is not counted, so leave one for it.</summary>
    /// <param name="tokens">Most tokens.</param>
    /// <param name="vocabulary">What counts them.</param>
    public FewShot FittingIn(int tokens, Tokenizer vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return this with { MaxLength = tokens, Length = text => vocabulary.CountTokens(text) };
    }
}
