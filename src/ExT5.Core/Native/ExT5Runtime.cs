namespace ExT5.Core;

/// <summary>Makes TorchSharp's native libraries ready for use in this process.</summary>
/// <remarks>
/// <para>Nothing need be called: the libraries are made ready before any code of ExT5.Core runs, and a C# application
/// that references the package runs something of ExT5.Core before the first line of its <c>Main</c> (MSBuild property
/// <c>ExT5PrepareNativeLibraries</c>; set it to false to leave that out). Call <see cref="EnsureLoaded"/> to choose the
/// moment, to get errors early, or first thing in an F# program or a script that calls TorchSharp before ExT5.</para>
/// <para>On Linux systems whose C++ runtime is older than TorchSharp's build (Debian 12, Ubuntu 22.04, RHEL 9) a copy of
/// TorchSharp's library with a lowered version requirement is loaded from memory; files on disk are never changed.
/// <c>EXT5_NATIVE_COMPAT=0</c> in the environment, or the AppContext switch <c>ExT5.NativeCompatibility</c> set to
/// false, turns that off. It has no effect where the library loads by itself.</para>
/// </remarks>
public static class ExT5Runtime
{
    private static readonly Lock Gate = new();
    private static volatile bool _loaded;

    /// <summary>Loads libtorch and TorchSharp's native library, once per process; safe to call from any thread.</summary>
    /// <exception cref="NativeLibraryException">A library is absent or refused by the system's loader.</exception>
    public static void EnsureLoaded()
    {
        if (_loaded)
            return;
        // Outside the lock: this loads TorchSharp.dll, and the runtime has locks of its own for that.
        var loading = TorchLoading.OfThisProcess();
        lock (Gate)
        {
            if (!_loaded)
                loading.Load();
            _loaded = true;
        }
    }

    /// <summary>
    /// Gives <paramref name="module"/> back once libtorch is loaded: a module's own first use of TorchSharp would report
    /// a failure to load under a wrong name.
    /// </summary>
    internal static string NameOnceLoaded(string module)
    {
        EnsureLoaded();
        return module;
    }

    /// <summary>Loads what TorchSharp could not load by itself; on failure leaves the report to the next call above.</summary>
    internal static void Prepare()
    {
        var loading = TorchLoading.OfThisProcess();
        lock (Gate)
            loading.TryPrepare();
    }
}
