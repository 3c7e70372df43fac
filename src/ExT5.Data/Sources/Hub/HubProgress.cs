namespace ExT5.Data;

/// <summary>How far a file of a dataset has come.</summary>
/// <param name="File">Path in the dataset.</param>
/// <param name="Bytes">Bytes on this machine.</param>
/// <param name="TotalBytes">Bytes of the file.</param>
public readonly record struct HubProgress(string File, long Bytes, long TotalBytes);
