namespace ExT5.Data;

/// <summary>A file of a dataset as the listing of its commit states it.</summary>
/// <param name="Path">Path from the top of the dataset, with <c>/</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Checksum">64 hexadecimal digits of SHA-256 (large files), or 40 of git's SHA-1 of a blob.</param>
internal sealed record HubFile(string Path, long Size, string Checksum)
{
    /// <summary>The last part of the path.</summary>
    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];
}
