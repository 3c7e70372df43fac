namespace ExT5.Data;

/// <summary>The files of one commit.</summary>
internal sealed record HubSnapshot(string Commit, IReadOnlyList<HubFile> Files);
