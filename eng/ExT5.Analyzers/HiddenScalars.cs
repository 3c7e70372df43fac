using System.Collections.Generic;
using System.IO;
using Microsoft.CodeAnalysis;

namespace ExT5.Analyzers;

/// <summary>
/// The members of TorchSharp that make a scalar of their own and do not hold it (M:), and the types whose overridden members do
/// (T:, reported where one is made). A test reads both out of TorchSharp's code.
/// </summary>
internal sealed class HiddenScalars(IAssemblySymbol torchSharp)
{
    private static readonly HashSet<string> Table = Read();

    public static IReadOnlyCollection<string> Members => Table;

    public bool MakesOne(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, torchSharp)) return false;
        return Table.Contains(definition.GetDocumentationCommentId() ?? "") || Listed(Made(definition));
    }

    private static ITypeSymbol? Made(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? method.ContainingType
        : method.MethodKind == MethodKind.Ordinary && method.IsStatic ? method.ReturnType
        : null;

    private static bool Listed(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (Table.Contains(type.OriginalDefinition.GetDocumentationCommentId() ?? "")) return true;
        return false;
    }

    private static HashSet<string> Read()
    {
        using var reader = new StreamReader(typeof(HiddenScalars).Assembly.GetManifestResourceStream("HiddenScalars.txt")!);
        return [.. reader.ReadToEnd().Split('\n')];
    }
}
