using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace ExT5.Benchmarks;

/// <summary>English that is on every machine that builds: the summaries in the .NET SDK's reference pack.</summary>
internal static class DocumentationText
{
    public static string[] Lines(int count)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var pack = Path.Combine(dotnet, "packs", "Microsoft.NETCore.App.Ref");
        var files = Directory.GetFiles(pack, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return [.. files.SelectMany(Summaries).Take(count)];
    }

    private static IEnumerable<string> Summaries(string file) =>
        XDocument.Load(file).Descendants("summary").Select(summary => summary.Value.Trim()).Where(text => text.Length > 0);
}
