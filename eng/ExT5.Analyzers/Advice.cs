using System.Linq;
using Microsoft.CodeAnalysis;

namespace ExT5.Analyzers;

/// <summary>How a member that makes a scalar is named in a message, and what to write in its place.</summary>
internal static class Advice
{
    private const string One = ", where 'using Scalar one = 1;'";

    public static string Hold(ITypeSymbol type) => type.Name == "Scalar"
        ? "hold it in a variable, 'using Scalar name = value;', or in a static readonly field"
        : "hold it in a variable, 'using var generator = ...;'";

    public static string NameOf(IMethodSymbol method)
    {
        var types = method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)).ToArray();
        return method.MethodKind switch
        {
            MethodKind.UserDefinedOperator => $"'{types[0]} {Sign(method.Name)} {types[1]}'",
            MethodKind.Conversion => $"'({method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}){types[0]}'",
            MethodKind.Constructor => $"'{method.ContainingType.Name}'",
            _ => $"'{method.Name}({string.Join(", ", types)})'",
        };
    }

    public static string Instead(IMethodSymbol method) => method.Name switch
    {
        "op_Addition" => Numbers(method) ? "write 'tensor.add(number, one)' with both held" + One : "write 'left.add(right, one)'" + One,
        "op_Subtraction" => "write 'tensor.sub(number)' or 'tensor.negative().add(number, one)' with each scalar held",
        "op_Multiply" => "write 'tensor.mul(number)' with the number held: 'using Scalar number = value;'",
        "op_Division" => "write 'tensor.div(number)' or 'tensor.reciprocal().mul(number)' with the number held: 'using Scalar number = value;'",
        "op_Modulus" => "write 'tensor.remainder(number)' with the number held: 'using Scalar number = value;'",
        "op_Explicit" => "write 'tensor.item<T>()'",
        "add" or "add_" => $"give alpha: '{method.Name}(other, one)'" + One,
        "square" => "write 'tensor.pow(two)', where 'using Scalar two = 2;'",
        "arange" => "give start, stop and step, each held in a 'using Scalar' variable",
        "step" => Optimizer,
        _ when method.Name.StartsWith("To", System.StringComparison.Ordinal) => "write 'tensor.item<T>()'",
        _ when IsOptimizer(method.ReturnType) || IsOptimizer(method.ContainingType) => Optimizer,
        _ => "call an overload that takes every scalar, each held in a 'using Scalar' variable, or write it with such calls",
    };

    private const string Optimizer = "TorchSharp's optimizers do so in every step: use ExT5.Training's";

    private static bool Numbers(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.Type.Name != "Tensor");

    private static bool IsOptimizer(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name == "Optimizer") return true;
        return false;
    }

    private static string Sign(string name) => name switch
    {
        "op_Addition" => "+",
        "op_Subtraction" => "-",
        "op_Multiply" => "*",
        "op_Division" => "/",
        "op_Modulus" => "%",
        _ => name,
    };
}
