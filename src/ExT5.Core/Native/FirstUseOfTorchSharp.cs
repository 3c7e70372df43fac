using System.Reflection;
using System.Runtime.CompilerServices;

namespace ExT5.Core;

/// <summary>Prepares the native libraries when TorchSharp.dll is loaded, which is before any of its code can run.</summary>
/// <remarks>Costs nothing in a process that never touches TorchSharp (reading a configuration, printing a help text),
/// and nothing on systems where the libraries load by themselves.</remarks>
internal static class FirstUseOfTorchSharp
{
    private const string TorchSharp = "TorchSharp";

    [ModuleInitializer]
    internal static void Await()
    {
        if (!OlderCxxRuntime.OfThisSystem().NeedsHelp)
            return;
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => PrepareIf(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            PrepareIf(assembly);
    }

    private static void PrepareIf(Assembly assembly)
    {
        if (assembly.GetName().Name == TorchSharp)
            ExT5Runtime.Prepare();
    }
}
