using System.Runtime.InteropServices;

namespace ExT5.Core;

/// <summary>Loads a shared library from bytes through a new folder that only this user can enter.</summary>
/// <remarks>For systems where anonymous memory files may not be executed. mkdtemp(3) makes the folder and its rights
/// (0700) in one step; folder and file are gone before this returns, the loaded library stays.</remarks>
internal static class LibraryInPrivateFolder
{
    /// <exception cref="IOException">The temporary folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The temporary folder cannot be written.</exception>
    /// <exception cref="DllNotFoundException">The loader refused the library.</exception>
    public static nint Load(string name, ReadOnlySpan<byte> bytes)
    {
        var folder = Directory.CreateTempSubdirectory("ext5-native-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                file.Write(bytes);
            return NativeLibrary.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
