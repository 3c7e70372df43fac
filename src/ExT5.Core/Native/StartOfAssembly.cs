using System.Runtime.CompilerServices;

namespace ExT5.Core;

/// <summary>Prepares the native libraries before any code of this assembly runs, where TorchSharp cannot load them itself.</summary>
/// <remarks>Waiting for TorchSharp.dll to be loaded would be too late: other threads run its code while the event that
/// tells of the load is still being handled. Costs nothing on systems where the libraries load by themselves.</remarks>
internal static class StartOfAssembly
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        if (OlderCxxRuntime.OfThisSystem().NeedsHelp)
            ExT5Runtime.Prepare();
    }
}
