using System.Xml;
using System.Xml.Linq;
using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>One file of the C# compiler's documentation format.</summary>
internal static class DocumentationFile
{
    /// <summary>Reads the members that say something about themselves; inherited and empty ones are left out.</summary>
    /// <exception cref="DataSourceException">The file is not well-formed XML.</exception>
    public static IReadOnlyList<DocumentedMember> Read(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true });
            var members = new List<DocumentedMember>();
            while (!reader.EOF)
                if (reader.NodeType == XmlNodeType.Element && reader.Name == "member")
                {
                    if (Member((XElement)XNode.ReadFrom(reader)) is { } member) members.Add(member);
                }
                else
                {
                    reader.Read();
                }

            return members;
        }
        catch (XmlException error)
        {
            throw new DataSourceException(path, error.LineNumber, $"is not well-formed XML: {error.Message}", error);
        }
    }

    private static DocumentedMember? Member(XElement element)
    {
        var id = MemberId.Parse((string?)element.Attribute("name") ?? "");
        var summary = MarkupText.Flatten(element.Element("summary"));
        if (id is null || summary.Length == 0 || element.Element("inheritdoc") is not null) return null;
        return new(
            id,
            Namespace: "",
            summary,
            MarkupText.Flatten(element.Element("returns") ?? element.Element("value")),
            MarkupText.Flatten(element.Element("remarks")),
            [.. element.Elements("param")
                .Select(param => new DocumentedParameter((string?)param.Attribute("name") ?? "", MarkupText.Flatten(param)))
                .Where(parameter => parameter.Name.Length > 0 && parameter.Text.Length > 0)],
            [.. element.Elements("exception").SelectMany(Exceptions)]);
    }

    private static IEnumerable<DocumentedException> Exceptions(XElement exception)
    {
        var type = MarkupText.ReferenceName((string?)exception.Attribute("cref") ?? "");
        return type.Length == 0 ? [] : MarkupText.Flatten(exception)
            .Split(["-or-", "- or -"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(condition => new DocumentedException(type, condition));
    }
}
