using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ExT5.Analyzers;

/// <summary>Which expressions hand over an object that the code around them has to hold.</summary>
internal sealed class Makers(params INamedTypeSymbol[] types)
{
    /// <summary>The type of what an operation made; null where it made nothing, or something of another type.</summary>
    public INamedTypeSymbol? Make(IOperation operation, IMethodSymbol method)
    {
        if (operation is IMethodReferenceOperation) return null;
        var made = method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType;
        var type = Array.Find(types, candidate => SymbolEqualityComparer.Default.Equals(candidate, made));
        return type is null || Lends(method, type) ? null : type;
    }

    // A property hands out what its object holds, and generator.manual_seed(1) is the generator itself; Generator.Default is new each time.
    private static bool Lends(IMethodSymbol method, INamedTypeSymbol type) =>
        method.MethodKind == MethodKind.PropertyGet ? !SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
        : method.MethodKind == MethodKind.Ordinary && !method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
}
