using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pretrain.ApiDocs;

/// <summary>Turns the markup inside documentation into the plain text a reader sees; code blocks are left out.</summary>
internal static partial class MarkupText
{
    public static string Flatten(XElement? element)
    {
        if (element is null) return "";
        var text = new StringBuilder();
        Append(element, text);
        return SpaceBeforePunctuation().Replace(Whitespace().Replace(text.ToString(), " "), "$1").Trim();
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
            if (node is XText words) text.Append(words.Value);
            else if (node is XElement inner) AppendInner(inner, text);
    }

    private static void AppendInner(XElement inner, StringBuilder text)
    {
        switch (inner.Name.LocalName)
        {
            case "code" or "example" or "listheader" or "script":
                text.Append(' ');
                break;
            case "paramref" or "typeparamref":
                text.Append((string?)inner.Attribute("name"));
                break;
            case "see" or "seealso" or "xref" when inner.IsEmpty || inner.Value.Length == 0:
                text.Append(Target(inner));
                break;
            case "c" or "b" or "i" or "em" or "strong" or "a" or "see" or "seealso" or "sup" or "sub":
                Append(inner, text);
                break;
            default:
                // para, list, item, term, description and what else splits lines.
                text.Append(' ');
                Append(inner, text);
                text.Append(' ');
                break;
        }
    }

    private static string Target(XElement see) =>
        (string?)see.Attribute("langword")
        ?? (see.Attribute("cref") is { } cref ? ReferenceName(cref.Value) : (string?)see.Attribute("href") ?? "");

    /// <summary><c>T:System.Int32</c> is <c>Int32</c>, <c>F:System.Int32.MaxValue</c> is <c>Int32.MaxValue</c>.</summary>
    public static string ReferenceName(string cref)
    {
        var path = cref.Split('(')[0].Split('~')[0];
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        path = path[(colon + 1)..];
        var name = MemberId.ShortName(path);
        var dot = path.LastIndexOf('.');
        if (dot < 0 || cref.StartsWith("T:", StringComparison.Ordinal) || colon < 0) return name;
        var type = MemberId.ShortName(path[..dot]);
        return name == "#ctor" ? type : $"{type}.{name}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@" ([.,;:)])(?= |$)")]
    private static partial Regex SpaceBeforePunctuation();
}
