using System.Reflection;
using System.Reflection.Emit;
using TorchSharp;

namespace ExT5.Analyzers;

/// <summary>What TorchSharp's own code calls: each method with the methods its instructions name.</summary>
internal static class TorchSharpCode
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static Assembly Assembly { get; } = typeof(Scalar).Assembly;

    public static IEnumerable<MethodBase> Methods() => Assembly.GetTypes().SelectMany(type =>
        type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))).Where(method => method.GetMethodBody() is not null);

    /// <summary>The methods a method calls or makes delegates of, in order, each with the local its result goes to at once (or -1).</summary>
    public static IEnumerable<(MethodBase Callee, int Local)> CallsOf(MethodBase method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        var types = method.DeclaringType!.GetGenericArguments();
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < code.Length;)
        {
            var (operation, operand) = Read(code, ref at);
            if (operation.OperandType is not (OperandType.InlineMethod or OperandType.InlineTok)) continue;
            if (method.Module.ResolveMember(BitConverter.ToInt32(code, operand), types, arguments) is MethodBase callee)
                yield return (Definition(callee), StoredIn(code, at));
        }
    }

    /// <summary>The locals whose values a method's finally blocks read: what a <c>using</c> becomes.</summary>
    public static HashSet<int> DisposedLocals(MethodBase method)
    {
        var body = method.GetMethodBody()!;
        var code = body.GetILAsByteArray()!;
        var locals = new HashSet<int>();
        foreach (var clause in body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Finally))
            for (var at = clause.HandlerOffset; at < clause.HandlerOffset + clause.HandlerLength;)
            {
                var (operation, operand) = Read(code, ref at);
                locals.Add(Local(operation, code, operand, "ldloc"));
            }

        return locals;
    }

    private static (OpCode Operation, int Operand) Read(byte[] code, ref int at)
    {
        var value = code[at++] is var first && first == 0xFE ? (short)(0xFE00 | code[at++]) : first;
        var operation = OpCodes[value];
        var operand = at;
        at += operation.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
            _ => 4,
        };
        return (operation, operand);
    }

    private static int StoredIn(byte[] code, int at)
    {
        if (at >= code.Length) return -1;
        var (operation, operand) = Read(code, ref at);
        return Local(operation, code, operand, "stloc");
    }

    // "ldloc.0" to "ldloc.3" name the local themselves, "ldloc.s" and "ldloc" have it as operand.
    private static int Local(OpCode operation, byte[] code, int operand, string name) =>
        operation.Name is not { } mnemonic || !mnemonic.StartsWith(name, StringComparison.Ordinal) || mnemonic.StartsWith(name + "a", StringComparison.Ordinal) ? -1
        : char.IsAsciiDigit(mnemonic[^1]) ? mnemonic[^1] - '0'
        : operation.OperandType == OperandType.ShortInlineVar ? code[operand]
        : BitConverter.ToInt16(code, operand);

    private static MethodBase Definition(MethodBase method) =>
        method.Module.Assembly == Assembly && (method.IsGenericMethod || method.DeclaringType is { IsGenericType: true })
            ? method.Module.ResolveMethod(method.MetadataToken)!
            : method;
}
