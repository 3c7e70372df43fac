using System.Runtime.CompilerServices;
using ExT5.Core;

namespace ExT5.Training.Tests;

/// <summary>Loads libtorch before the runner starts tests on several threads.</summary>
internal static class NativeLibraries
{
    [ModuleInitializer]
    internal static void Load() => ExT5Runtime.EnsureLoaded();
}
