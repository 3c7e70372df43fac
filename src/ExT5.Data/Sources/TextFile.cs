namespace ExT5.Data;

/// <summary>A file that is one row.</summary>
/// <param name="Folder">Name of the folder it lies in, which is often its class.</param>
/// <param name="Name">Its name without folder.</param>
/// <param name="Text">Its text.</param>
public sealed record TextFile(string Folder, string Name, string Text);
