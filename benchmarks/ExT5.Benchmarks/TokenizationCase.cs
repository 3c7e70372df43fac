namespace ExT5.Benchmarks;

/// <summary>A vocabulary and a text to encode; those of <c>../shared</c> only where that folder is.</summary>
public sealed record TokenizationCase(string Name, string Model, Func<string[]> Lines)
{
    private const int Summaries = 20_000;

    public static IEnumerable<TokenizationCase> All()
    {
        yield return new("8k, documentation", Path.Combine(AppContext.BaseDirectory, "apidocs.8k.model"), () => DocumentationText.Lines(Summaries));
        if (Shared() is not { } shared) yield break;
        var t5 = Path.Combine(shared, "data", "vocab", "t5", "spiece.model");
        yield return new("T5, documentation", t5, () => DocumentationText.Lines(Summaries));
        yield return new("T5, books", t5, () => [.. Directory.GetFiles(Path.Combine(shared, "data", "text", "gutenberg")).Order(StringComparer.Ordinal).SelectMany(File.ReadLines)]);
    }

    public override string ToString() => Name;

    private static string? Shared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ExT5.sln")) && Path.Combine(folder.FullName, "..", "shared") is var shared)
                return Directory.Exists(shared) ? shared : null;
        return null;
    }
}
