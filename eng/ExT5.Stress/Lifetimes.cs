using System.Runtime.CompilerServices;
using ExT5.Core;
using static TorchSharp.torch;

namespace ExT5.Stress;

/// <summary>Collects in the middle of calls whose model and input nobody uses again, and tells which of them were lost.</summary>
internal static class Lifetimes
{
    public static IEnumerable<string> Lost()
    {
        var kernel = new CollectingKernel();
        Encode(kernel);
        Forward(kernel);
        return kernel.Lost.Distinct();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Encode(CollectingKernel kernel)
    {
        var (model, tokens) = (TinyModel.Make(TinyModel.Config, new() { Kernel = kernel }), tensor(new long[] { 5, 6, 7, 1 }, [1, 4]));
        kernel.Watch(("the model of Encode", model), ("the tokens of Encode", tokens));
        model.Encode(tokens, null).Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Forward(CollectingKernel kernel)
    {
        var (model, tokens) = (TinyModel.Make(TinyModel.Config, new() { Kernel = kernel }), tensor(new long[] { 5, 6, 7, 1 }, [1, 4]));
        kernel.Watch(("the model of forward", model), ("the tokens of forward", tokens));
        model.forward(new T5Inputs(tokens, null, tokens, null, Packed: false)).Dispose();
    }

    private sealed class CollectingKernel : IAttentionKernel
    {
        private readonly ReferenceKernel _kernel = new();
        private (string Name, WeakReference Object)[] _watched = [];

        public List<string> Lost { get; } = [];

        public string Name => "collecting";

        public void Watch(params (string Name, object Object)[] objects) =>
            _watched = [.. objects.Select(entry => (entry.Name, new WeakReference(entry.Object)))];

        public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Lost.AddRange(_watched.Where(entry => !entry.Object.IsAlive).Select(entry => entry.Name));
            return _kernel.Attend(query, key, value, bias, dropoutRate);
        }
    }
}
