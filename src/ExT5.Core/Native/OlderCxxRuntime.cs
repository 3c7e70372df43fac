using System.Runtime.InteropServices;

namespace ExT5.Core;

/// <summary>Loads TorchSharp's library on Linux systems whose C++ runtime is older than the one it was built with.</summary>
/// <param name="substitutions">What this system lacks; empty where the library loads by itself.</param>
internal sealed class OlderCxxRuntime(IReadOnlyList<SymbolVersionSubstitution> substitutions)
{
    /// <summary>Far above the real 2.4 MB: what is larger is not the library this was written for.</summary>
    private const long LargestLibrary = 64L << 20;

    /// <summary>Asks the system which of the versions it lacks.</summary>
    public static OlderCxxRuntime OfThisSystem() =>
        new(IsGnuLinux() ? [.. SymbolVersionSubstitution.ForLibTorchSharp.Where(IsLacking)] : []);

    public bool NeedsHelp => substitutions.Count > 0;

    /// <summary>Loads an adapted copy; the file itself is only read. TorchSharp then finds it by its own name.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or unknown, so that adapting it would be a guess.</exception>
    /// <exception cref="DllNotFoundException">The system's loader refused the adapted library.</exception>
    public void Load(string path)
    {
        var library = Adapt(path);
        var name = Path.GetFileName(path);
        try
        {
            LibraryInMemory.Load(name, library);
        }
        catch (Exception memory) when (memory is IOException or DllNotFoundException)
        {
            LibraryInPrivateFolder.Load(name, library);
        }
    }

    /// <summary>The library's bytes with every version this system lacks replaced.</summary>
    public byte[] Adapt(string path)
    {
        ElfImage.Require(new FileInfo(path).Length <= LargestLibrary, $"it is larger than {LargestLibrary} bytes");
        var library = File.ReadAllBytes(path);
        foreach (var substitution in substitutions)
            substitution.Apply(library);
        return library;
    }

    // Where even the oldest version of libstdc++ gives no answer (another C library), nothing is known to be lacking.
    private static bool IsGnuLinux() =>
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture == Architecture.X64
        && LinuxLoader.Provides("libstdc++.so.6", "_ZNSt8ios_base4InitC1Ev", "GLIBCXX_3.4");

    private static bool IsLacking(SymbolVersionSubstitution rule) =>
        !LinuxLoader.Provides(rule.Library, rule.Symbol, rule.Version)
        && (!rule.IsCalled || LinuxLoader.Provides(rule.Library, rule.Symbol, rule.Replacement));
}
