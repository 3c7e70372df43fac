namespace ExT5.Data;

/// <summary>A vocabulary's file and the folder whose other files belong to it.</summary>
/// <param name="File">SentencePiece's own file before the one made from it, where a folder has both.</param>
/// <param name="Folder">Null for a file of any other name than those of a model folder, which stands alone.</param>
internal sealed record VocabularyPlace(string File, string? Folder)
{
    private const string ModelName = "spiece.model";
    private const string JsonName = "tokenizer.json";

    /// <summary>Whether a <c>tokenizer.json</c> of the folder lies beside the vocabulary.</summary>
    public bool IsModel => Path.GetFileName(File) == ModelName;

    /// <summary>Finds it.</summary>
    /// <exception cref="VocabularyException">The folder is one of a tokenizer of another kind.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static VocabularyPlace Find(string folderOrFile)
    {
        if (System.IO.File.Exists(folderOrFile)) return OfFile(folderOrFile);
        if (!Directory.Exists(folderOrFile))
            throw new FileNotFoundException(
                $"There is no vocabulary '{folderOrFile}': neither a file nor a folder has that path. Give a model folder, or its '{ModelName}' or '{JsonName}'.", folderOrFile);
        foreach (var name in new[] { ModelName, JsonName })
            if (Path.Combine(folderOrFile, name) is var path && System.IO.File.Exists(path)) return OfFile(path);
        CheckKind(folderOrFile);
        throw new FileNotFoundException(
            $"The folder '{folderOrFile}' holds neither '{ModelName}' nor '{JsonName}'. A model of bytes (ByT5) has none: use ByteVocabulary.",
            Path.Combine(folderOrFile, ModelName));
    }

    private static VocabularyPlace OfFile(string path) => new(
        path, Path.GetFileName(path) is ModelName or JsonName ? Path.GetDirectoryName(Path.GetFullPath(path)) : null);

    private static void CheckKind(string folder)
    {
        using var config = CompanionFile.Open(folder, TokenizerSettingsReader.ConfigName);
        if (config is not null) TokenizerConfigRules.Check(config);
    }
}
