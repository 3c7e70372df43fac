using System.Security.Cryptography;

namespace ExT5.Data.Tests;

/// <summary>What a cache holds, to compare bit by bit; what it remembers of source files has their times and is left out.</summary>
internal static class FolderContents
{
    public static string[] Of(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where(path => Path.GetFileName(path) != ".source-hashes.json")
            .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
