using System.Runtime.InteropServices;
using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>Finds the XML documentation that every .NET SDK carries in its reference packs.</summary>
internal static class ReferencePacks
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>The documentation files, sorted by name.</summary>
    /// <param name="folder">A folder to read instead of the SDK's packs; its subfolders are read too.</param>
    /// <exception cref="DataSourceException">There is no documentation there.</exception>
    public static IReadOnlyList<string> Find(string? folder)
    {
        if (folder is null) return FindInstalled();
        if (!Directory.Exists(folder))
            throw new DataSourceException(folder, null, "no such folder. Give --docs a folder with XML documentation files.");
        var files = Sorted(Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories));
        return files.Count > 0 ? files
            : throw new DataSourceException(folder, null, "holds no *.xml file. Give --docs a folder with XML documentation files.");
    }

    private static List<string> FindInstalled()
    {
        var roots = Roots().Distinct().ToList();
        foreach (var root in roots)
        {
            var files = Sorted(Packs.SelectMany(pack => InNewestVersion(Path.Combine(root, "packs", pack))));
            if (files.Count > 0) return files;
        }

        throw new DataSourceException(string.Join(", ", roots), null,
            "no reference packs (packs/Microsoft.NETCore.App.Ref) lie beside this dotnet. Install the .NET 10 SDK rather than "
            + "the runtime alone (Linux distributions: the package dotnet-targeting-pack-10.0), or give --docs a folder with "
            + "XML documentation files.");
    }

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root) yield return root;
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host
            && Path.GetDirectoryName(host) is { } hostFolder) yield return hostFolder;
        // <root>/shared/Microsoft.NETCore.App/10.0.x/
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
    }

    private static IEnumerable<string> InNewestVersion(string pack)
    {
        if (!Directory.Exists(pack)) return [];
        var newest = Directory.EnumerateDirectories(pack)
            .OrderByDescending(version => Version.TryParse(Path.GetFileName(version).Split('-')[0], out var parsed) ? parsed : new Version(0, 0))
            .FirstOrDefault();
        var references = newest is null ? null : Path.Combine(newest, "ref");
        return Directory.Exists(references)
            ? Directory.EnumerateFiles(references, "*.xml", SearchOption.AllDirectories)
            : [];
    }

    private static List<string> Sorted(IEnumerable<string> files) => [.. files.Order(StringComparer.Ordinal)];
}
