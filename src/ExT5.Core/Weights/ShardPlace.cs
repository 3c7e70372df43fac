namespace ExT5.Core;

/// <summary>Makes sure that a shard lies where its index lies.</summary>
internal static class ShardPlace
{
    /// <summary>The path of a shard.</summary>
    /// <param name="index">The index that names it.</param>
    /// <param name="name">A plain file name.</param>
    /// <exception cref="SafetensorsException">The shard is absent or a link that leads elsewhere.</exception>
    public static string Find(string index, string name)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(index))!;
        var shard = new FileInfo(Path.Combine(folder, name));
        if (!shard.Exists)
            throw new SafetensorsException(
                index, SafetensorsRule.ShardMissing, $"the index names '{name}', but the folder holds no such file");
        if (shard.LinkTarget is null || Allowed(folder).Contains(TargetFolder(shard)))
            return shard.FullName;
        throw new SafetensorsException(
            index,
            SafetensorsRule.ShardName,
            $"'{name}' is a link out of the folder; put the file itself there (the links of a Hub cache are followed)");
    }

    // A chain of links that never ends cannot be resolved.
    private static string? TargetFolder(FileInfo shard)
    {
        try
        {
            return Path.GetDirectoryName(shard.ResolveLinkTarget(returnFinalTarget: true)?.FullName);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // huggingface_hub links models--x/snapshots/<revision>/<file> to models--x/blobs/<hash>.
    private static IEnumerable<string> Allowed(string folder)
    {
        yield return folder;
        if (Path.GetDirectoryName(folder) is { } snapshots && Path.GetFileName(snapshots) == "snapshots")
            yield return Path.Combine(Path.GetDirectoryName(snapshots)!, "blobs");
    }
}
