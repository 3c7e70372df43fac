namespace ExT5.Core;

/// <summary>A vocabulary's ids are not those of the model it was joined with.</summary>
/// <param name="differences">Each difference: what, in the vocabulary, and in the model.</param>
public sealed class VocabularyMismatchException(IReadOnlyList<string> differences) : ExT5CoreException(
    $"The vocabulary is not the model's:{Environment.NewLine}"
    + string.Join(Environment.NewLine, differences.Select(difference => "  " + difference)) + Environment.NewLine
    + "Use the vocabulary the model was trained with, or give a new model's T5Config the vocabulary's ids (VocabularySize, PadId, EosId).")
{
    /// <summary>Each difference: what, in the vocabulary, and in the model.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}
