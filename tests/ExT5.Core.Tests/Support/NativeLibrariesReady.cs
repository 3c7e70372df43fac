using ExT5.Core.Tests;

[assembly: AssemblyFixture(typeof(NativeLibrariesReady))]

namespace ExT5.Core.Tests;

/// <summary>Loads libtorch before the first test, since several test classes start at the same moment.</summary>
public sealed class NativeLibrariesReady
{
    public NativeLibrariesReady() => ExT5Runtime.EnsureLoaded();
}
