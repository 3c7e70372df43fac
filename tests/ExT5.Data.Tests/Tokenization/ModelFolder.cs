using System.Text;

namespace ExT5.Data.Tests;

/// <summary>A model folder with a small SentencePiece model (22 pieces) and whatever files a test puts beside it.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const int Pieces = 22;

    public ModelFolder(params (string Name, string Content)[] files)
    {
        File.WriteAllBytes(this["spiece.model"], ModelBytes.Tiny);
        foreach (var (name, content) in files) File.WriteAllText(this[name], content, new UTF8Encoding(false));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory().FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public T5Vocabulary Load(int? extraIds = null) => T5Vocabulary.Load(Path, extraIds);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
