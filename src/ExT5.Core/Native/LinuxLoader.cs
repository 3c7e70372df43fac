using System.Runtime.InteropServices;

namespace ExT5.Core;

/// <summary>Questions to the GNU dynamic loader that .NET has no API for; on another C library each answer is "no".</summary>
internal static unsafe class LinuxLoader
{
    private const int Lazy = 1, NoLoad = 4;

    /// <summary>Whether a library of this name is in the process already, whoever loaded it.</summary>
    public static bool IsLoaded(string soname) =>
        Function("dlopen") is var dlopen and not 0
        && Handle((delegate* unmanaged<byte*, int, nint>)dlopen, soname) != 0;

    /// <summary>Whether a library of the system offers a symbol under a version; false also when it cannot be loaded.</summary>
    public static bool Provides(string library, string symbol, string version)
    {
        if (Function("dlvsym") is not (var dlvsym and not 0) || !NativeLibrary.TryLoad(library, out var handle))
            return false;
        var find = (delegate* unmanaged<nint, byte*, byte*, nint>)dlvsym;
        fixed (byte* symbolName = Terminated(symbol), versionName = Terminated(version))
            return find(handle, symbolName, versionName) != 0;
    }

    private static nint Handle(delegate* unmanaged<byte*, int, nint> open, string soname)
    {
        fixed (byte* name = Terminated(soname))
            return open(name, Lazy | NoLoad);
    }

    private static nint Function(string name) =>
        NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, name, out var function)
            ? function
            : 0;

    private static byte[] Terminated(string text) => System.Text.Encoding.UTF8.GetBytes(text + '\0');
}
