using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ExT5.Analyzers;

/// <summary>The compiler's names of TorchSharp's methods.</summary>
internal sealed class TorchSharpSymbols
{
    private readonly Dictionary<int, IMethodSymbol> _methods = [];

    public TorchSharpSymbols()
    {
        var compilation = CSharpCompilation.Create("symbols", references: Snippet.References);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(Snippet.TorchSharp)!;
        var pending = new Stack<INamespaceOrTypeSymbol>([assembly.GlobalNamespace]);
        while (pending.TryPop(out var around))
            foreach (var member in around.GetMembers())
                if (member is INamespaceOrTypeSymbol inner) pending.Push(inner);
                else if (member is IMethodSymbol method) _methods[method.MetadataToken] = method;
    }

    /// <summary>A method's entry in the table: its own name, or its type's where it is called through a base type; null where user code cannot call it.</summary>
    public string? EntryFor(MethodBase method)
    {
        if (!_methods.TryGetValue(method.MetadataToken, out var symbol) || !Visible(symbol)) return null;
        return symbol.IsOverride && symbol.Name != "ToString" ? symbol.ContainingType.GetDocumentationCommentId() : symbol.GetDocumentationCommentId();
    }

    private static bool Visible(ISymbol symbol)
    {
        for (var around = symbol; around is not null and not INamespaceSymbol; around = around.ContainingSymbol)
            if (around.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)) return false;
        return symbol.CanBeReferencedByName || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.PropertyGet };
    }
}
