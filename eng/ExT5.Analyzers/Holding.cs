using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ExT5.Analyzers;

/// <summary>Whether what an expression makes is kept until the end of a block, by a field, or handed to the caller.</summary>
internal static class Holding
{
    public static bool IsHeld(IOperation expression)
    {
        var value = Outermost(expression);
        return value.Parent switch
        {
            IVariableInitializerOperation initializer => InUsing(initializer),
            IUsingOperation statement => statement.Resources == value,
            IFieldInitializerOperation or IPropertyInitializerOperation => true,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation } => true,
            ICoalesceAssignmentOperation { Target: IFieldReferenceOperation } => true,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } => IsAutomatic(property.Property),
            IReturnOperation => !InGetter(value),
            IExpressionStatementOperation => true, // nothing reads it afterwards
            IInvocationOperation { TargetMethod.Name: "Dispose" } call => call.Instance == value,
            _ => false,
        };
    }

    // The expression with everything around it that passes its value on unchanged.
    private static IOperation Outermost(IOperation value)
    {
        while (value.Parent is IParenthesizedOperation or IConversionOperation { OperatorMethod: null } or ICoalesceOperation
               or ISwitchExpressionArmOperation or ISwitchExpressionOperation or IArrayInitializerOperation or IArrayCreationOperation
               or ICollectionExpressionOperation
               || value.Parent is IConditionalOperation choice && choice.Condition != value)
        {
            value = value.Parent;
        }

        return value;
    }

    private static bool InUsing(IOperation initializer)
    {
        var around = initializer.Parent;
        while (around is IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation)
            around = around.Parent;
        return around is IUsingDeclarationOperation or IUsingOperation;
    }

    private static bool IsAutomatic(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)) return true;
        return false;
    }

    private static bool InGetter(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol { MethodKind: MethodKind.PropertyGet };
}
