namespace ExT5.Data;

/// <summary>Finds the vocabulary of a model folder: SentencePiece's own file before the one made from it.</summary>
internal static class VocabularyPlace
{
    private static readonly string[] Names = ["spiece.model", "tokenizer.json"];

    /// <summary>The path of the file to read.</summary>
    /// <exception cref="FileNotFoundException">A folder holds none.</exception>
    public static string Find(string folderOrFile)
    {
        if (!Directory.Exists(folderOrFile)) return folderOrFile;
        return Array.Find(Array.ConvertAll(Names, name => Path.Combine(folderOrFile, name)), File.Exists)
            ?? throw new FileNotFoundException(
                $"The folder '{folderOrFile}' holds neither '{Names[0]}' nor '{Names[1]}'. A model of bytes (ByT5) has none: use ByteVocabulary.",
                Path.Combine(folderOrFile, Names[0]));
    }
}
