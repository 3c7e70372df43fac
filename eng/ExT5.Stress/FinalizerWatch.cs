using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Runtime.InteropServices;
using TorchSharp;

namespace ExT5.Stress;

/// <summary>
/// Counts what of TorchSharp the finalizer frees. An object that is left to the finalizer may be freed while native code
/// reads it, whether or not that happened this time: where nothing is left, nothing can.
/// </summary>
internal sealed class FinalizerWatch : EventListener
{
    private const EventKeywords GC = (EventKeywords)0x1;

    private readonly ConcurrentDictionary<nint, long> _finalized = [];

    /// <summary>The names of types with how many of them were freed since the last call.</summary>
    public IReadOnlyDictionary<string, long> Take()
    {
        // Twice: what a finalized object alone reached is found dead by the next collection.
        for (var i = 0; i < 2; i++)
        {
            System.GC.Collect();
            System.GC.WaitForPendingFinalizers();
        }

        Thread.Sleep(100); // events arrive from another thread
        // What modules have are SafeHandles, which the runtime itself holds during a call.
        var types = typeof(Scalar).Assembly.GetTypes().Where(type => !type.IsGenericTypeDefinition
            && !type.IsSubclassOf(typeof(SafeHandle)) && type.Name != "BoxedModule");
        var found = types.Where(type => _finalized.ContainsKey(type.TypeHandle.Value))
            .ToDictionary(type => type.FullName!, type => _finalized[type.TypeHandle.Value]);
        _finalized.Clear();
        return found;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, GC);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is not "FinalizeObject") return;
        var type = eventData.Payload![0] switch { ulong wide => (nint)wide, nint pointer => pointer, _ => 0 };
        _finalized?.AddOrUpdate(type, 1, (_, before) => before + 1);
    }
}
