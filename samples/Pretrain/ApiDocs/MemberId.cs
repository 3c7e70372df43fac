using System.Text.RegularExpressions;

namespace Pretrain.ApiDocs;

/// <summary>A documentation id taken apart: <c>M:System.Array.Copy(System.Array,System.Int32)</c>.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Type">Full name of the declaring type, or of the type itself, with arities (<c>List`1</c>).</param>
/// <param name="Name">The member's name; the type's own for types and constructors.</param>
/// <param name="ParameterTypes">Types of the parameters without namespaces: <c>Span&lt;Byte&gt;</c>.</param>
internal sealed partial record MemberId(MemberKind Kind, string Type, string Name, IReadOnlyList<string> ParameterTypes)
{
    /// <summary>Takes an id apart; null for ids that name no API one can call by name (explicit implementations, generated code).</summary>
    public static MemberId? Parse(string id)
    {
        if (id.Length < 3 || id[1] != ':' || id.AsSpan().ContainsAny("<$#!") && !id.Contains(".#ctor", StringComparison.Ordinal))
            return null;
        var open = id.IndexOf('(', StringComparison.Ordinal);
        var path = (open < 0 ? id : id[..open])[2..].Split('~')[0];
        if (id[0] == 'T') return new(MemberKind.Type, path, ShortName(path), []);

        var dot = path.LastIndexOf('.');
        if (dot <= 0) return null;
        var (type, name) = (path[..dot], ShortName(path[(dot + 1)..]));
        var parameters = open < 0 ? [] : Split(id[(open + 1)..id.LastIndexOf(')')]);
        return id[0] switch
        {
            'M' when name == "#ctor" => new(MemberKind.Constructor, type, ShortName(type), parameters),
            'M' when !name.Contains('#', StringComparison.Ordinal) => new(MemberKind.Method, type, name, parameters),
            'P' => new(MemberKind.Property, type, name, parameters),
            'F' => new(MemberKind.Field, type, name, []),
            'E' => new(MemberKind.Event, type, name, []),
            _ => null,
        };
    }

    /// <summary>The last piece of a dotted name, without arity: <c>System.Collections.Generic.List`1</c> is <c>List</c>.</summary>
    public static string ShortName(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var arity = last.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? last : last[..arity];
    }

    private static List<string> Split(string parameters)
    {
        var types = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i <= parameters.Length; i++)
        {
            if (i == parameters.Length || parameters[i] == ',' && depth == 0)
            {
                types.Add(Shorten(parameters[start..i]));
                start = i + 1;
            }
            else if (parameters[i] is '{' or '[' or '(') depth++;
            else if (parameters[i] is '}' or ']' or ')') depth--;
        }

        return types;
    }

    private static string Shorten(string type)
    {
        var named = Qualifier().Replace(type, "").Replace('{', '<').Replace('}', '>').Replace("@", "", StringComparison.Ordinal);
        return TypeParameter().Replace(named, "T").Replace("0:", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?:\w+\.)+")]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"``?\d+")]
    private static partial Regex TypeParameter();
}
