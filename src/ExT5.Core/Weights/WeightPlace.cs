namespace ExT5.Core;

/// <summary>Finds the weights of a model folder as Transformers does: one file before an index of several.</summary>
internal static class WeightPlace
{
    /// <summary>The path of a safetensors file or of an index.</summary>
    /// <exception cref="FileNotFoundException">There is neither; says what is there instead.</exception>
    public static string Find(string folderOrFile)
    {
        if (!Directory.Exists(folderOrFile))
            return File.Exists(folderOrFile)
                ? folderOrFile
                : throw new FileNotFoundException($"There is neither a folder nor a file '{folderOrFile}'.", folderOrFile);
        var single = Path.Combine(folderOrFile, ShardName.Single);
        var index = Path.Combine(folderOrFile, ShardName.Index);
        return File.Exists(single) ? single
            : File.Exists(index) ? index
            : throw new FileNotFoundException(
                $"The folder '{folderOrFile}' holds neither '{ShardName.Single}' nor '{ShardName.Index}'. {Hint(folderOrFile)}", single);
    }

    private static string Hint(string folder)
    {
        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).ToList();
        return names.Exists(ShardName.IsUnfinished)
            ? "A save into it was interrupted: save the model again."
        : names.Exists(ShardName.IsShard)
            ? "It holds shards without their index: copy the index too, or save the model again."
        : FolderKind.Explain(folder)
        ?? "Name a folder written by save_pretrained, or a .safetensors file.";
    }
}
