using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ExT5.Analyzers;

/// <summary>
/// Reports a scalar or a random generator of TorchSharp that nothing holds while native code reads it: a number that becomes a
/// scalar inside an expression, an object made as an argument, and an operator or method that makes one of its own.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HeldScalarAnalyzer : DiagnosticAnalyzer
{
    public const string Id = "EXT5001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "What TorchSharp's native code reads must be held",
        "{0} makes a {1} that nothing holds: the garbage collector may free it while native code reads it; {2}",
        "Reliability",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "TorchSharp hands native code a bare pointer to a finalizable object. Unless a 'using' variable or a field keeps that "
            + "object, a collection caused by any thread may finalize it first: use after free.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("TorchSharp.Scalar") is not { } scalar
                || start.Compilation.GetTypeByMetadataName("TorchSharp.torch+Generator") is not { } generator) return;
            var hidden = new HiddenScalars(scalar.ContainingAssembly);
            var makers = new Makers(scalar, generator);
            start.RegisterOperationAction(
                operation => Analyze(operation, hidden, makers),
                OperationKind.Binary, OperationKind.CompoundAssignment, OperationKind.Conversion, OperationKind.Invocation,
                OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.MethodReference);
        });
    }

    private static void Analyze(OperationAnalysisContext context, HiddenScalars hidden, Makers makers)
    {
        if (MethodOf(context.Operation) is not { } method) return;
        if (hidden.MakesOne(method))
            Report(Advice.NameOf(method), "scalar", Advice.Instead(method));
        else if (makers.Make(context.Operation, method) is { } type && !Holding.IsHeld(context.Operation))
            Report($"'{context.Operation.Syntax}'", type.Name == "Scalar" ? "scalar" : "generator", Advice.Hold(type));

        void Report(string what, string made, string instead) =>
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), what, made, instead));
    }

    private static IMethodSymbol? MethodOf(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.OperatorMethod,
        ICompoundAssignmentOperation assignment => assignment.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        IInvocationOperation invocation => invocation.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property.GetMethod,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };
}
