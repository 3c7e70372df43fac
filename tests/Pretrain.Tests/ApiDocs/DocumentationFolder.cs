namespace Pretrain.Tests.ApiDocs;

/// <summary>A folder with documentation files of a test's own.</summary>
internal sealed class DocumentationFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("apidocs-").FullName;

    public DocumentationFolder Add(string file, string members)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), $"<doc><members>{members}</members></doc>");
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
