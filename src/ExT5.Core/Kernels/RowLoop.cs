using System.Runtime.InteropServices;

namespace ExT5.Core;

/// <summary>
/// Runs a loop over rows on libtorch's own threads: they are awake between its operations, and threads of .NET would
/// compete with them for the cores. Falls back to .NET's threads where libtorch does not export its loop.
/// </summary>
internal static unsafe class RowLoop
{
    private static readonly delegate* unmanaged<long, long, long, delegate* unmanaged<long, long, void*, void>, void*, int> Native = Find();

    /// <summary>Calls <paramref name="body"/> with parts of [0, count), perhaps at the same time; it must not throw.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="body">Takes the first row and the one after the last.</param>
    public static void Run(long count, Action<long, long> body) => Run(count, TorchSharp.torch.get_num_threads(), body);

    /// <summary>The same with a number of parts.</summary>
    public static void Run(long count, int threads, Action<long, long> body)
    {
        if (threads == 1 || count == 1)
            body(0, count);
        else if (Native is null || !TryNative(count, (count + threads - 1) / threads, body))
            Parallel.For(0, threads, part => body(count * part / threads, count * (part + 1) / threads));
    }

    private static bool TryNative(long count, long rowsOfOne, Action<long, long> body)
    {
        var handle = GCHandle.Alloc(body);
        try
        {
            return Native(0, count, rowsOfOne, &Call, (void*)GCHandle.ToIntPtr(handle)) == 0;
        }
        finally
        {
            handle.Free();
        }
    }

    [UnmanagedCallersOnly]
    private static void Call(long first, long end, void* body) =>
        ((Action<long, long>)GCHandle.FromIntPtr((nint)body).Target!)(first, end);

    // Loaded long before by TorchSharp: this finds it by name and loads nothing.
    private static delegate* unmanaged<long, long, long, delegate* unmanaged<long, long, void*, void>, void*, int> Find()
    {
        return NativeLibrary.TryLoad(TorchLibraries.Cpu, out var library) && NativeLibrary.TryGetExport(library, "torch_parallel_for", out var address)
            ? (delegate* unmanaged<long, long, long, delegate* unmanaged<long, long, void*, void>, void*, int>)address
            : null;
    }
}
