using System.Reflection;
using Microsoft.CodeAnalysis;
using TorchSharp;

namespace ExT5.Analyzers;

public class HiddenScalarsTests
{
    [Fact]
    public void The_table_is_what_TorchSharps_own_code_says()
    {
        var found = Found().Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(found, HiddenScalars.Members.Where(member => member.Length > 0));
    }

    [Fact]
    public void Known_makers_are_found_and_known_holders_are_not()
    {
        var found = Found();

        Assert.Contains("M:TorchSharp.torch.Tensor.op_Addition(TorchSharp.torch.Tensor,TorchSharp.torch.Tensor)", found);
        Assert.Contains("M:TorchSharp.torch.Tensor.square", found);
        Assert.Contains("T:TorchSharp.Modules.AdamW", found);
        Assert.DoesNotContain("M:TorchSharp.torch.Tensor.op_Multiply(TorchSharp.torch.Tensor,TorchSharp.torch.Tensor)", found);
        Assert.DoesNotContain("M:TorchSharp.torch.nn.functional.hardshrink(TorchSharp.torch.Tensor,System.Double)", found); // using var
    }

    // Whoever calls a method that makes a scalar and holds none makes one too, however many calls lie between.
    private static HashSet<string> Found()
    {
        var calls = TorchSharpCode.Methods().ToDictionary(method => method, method => TorchSharpCode.CallsOf(method).ToArray());
        var makers = calls.Keys.Where(method => !Hands(method) && MakesUnheld(method, calls[method])).ToHashSet();
        for (var before = -1; before != makers.Count;)
        {
            before = makers.Count;
            makers.UnionWith(calls.Where(entry => entry.Value.Any(call => makers.Contains(call.Callee))).Select(entry => entry.Key));
        }

        var symbols = new TorchSharpSymbols();
        return [.. makers.Select(symbols.EntryFor).OfType<string>()];
    }

    private static bool MakesUnheld(MethodBase method, (MethodBase Callee, int Local)[] calls)
    {
        var disposed = TorchSharpCode.DisposedLocals(method);
        return calls.Any(call => Makes(call.Callee) && (call.Local < 0 || !disposed.Contains(call.Local)));
    }

    private static bool Makes(MethodBase method) => method is MethodInfo { ReturnType: var type } && type == typeof(Scalar)
        && !method.IsSpecialName | method.Name == "op_Implicit";

    private static bool Hands(MethodBase method) => method is MethodInfo { ReturnType: var type } && type == typeof(Scalar);
}
