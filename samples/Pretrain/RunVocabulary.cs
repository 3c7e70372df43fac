using ExT5.Data;

namespace Pretrain;

/// <summary>The vocabulary of a run and the file that belongs into its checkpoints.</summary>
/// <param name="Vocabulary">Turns text into ids.</param>
/// <param name="File">Its model; null for bytes, which need none.</param>
internal sealed record RunVocabulary(Vocabulary Vocabulary, string? File)
{
    private const string Own = "apidocs.8k.model";

    /// <summary>The sample's own 8,000 pieces, another SentencePiece model, or bytes.</summary>
    /// <param name="choice">Null, a file, or <c>bytes</c>.</param>
    /// <exception cref="VocabularyException">The file is missing or no model.</exception>
    public static RunVocabulary Open(string? choice)
    {
        if (choice == "bytes") return new(new ByteVocabulary(), null);
        var file = choice ?? Path.Combine(AppContext.BaseDirectory, "assets", Own);
        return new(T5Vocabulary.Load(file), file);
    }
}
