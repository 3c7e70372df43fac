using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ExT5.Core;

/// <summary>Loads a shared library from bytes, through an anonymous file that has no name another user could reach.</summary>
/// <remarks>Linux: memfd_create(2). The descriptor stays open for the life of the process, because the loader knows the
/// library as <c>/proc/self/fd/N</c> and would take it for any later file that got the same number.</remarks>
internal static partial class LibraryInMemory
{
    private const uint CloseOnExec = 1, Executable = 0x10;

    /// <exception cref="IOException">No anonymous file can be made, or executed, on this system.</exception>
    /// <exception cref="DllNotFoundException">The loader refused the library.</exception>
    public static nint Load(string name, ReadOnlySpan<byte> bytes)
    {
        var file = Create(name);
        try
        {
            RandomAccess.Write(file, bytes, 0);
            return NativeLibrary.Load($"/proc/self/fd/{file.DangerousGetHandle()}");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Kernels before 6.3 do not know the flag for executable files and make every file executable.
    private static SafeFileHandle Create(string name)
    {
        var descriptor = CreateMemoryFile(name, CloseOnExec | Executable);
        if (descriptor < 0)
            descriptor = CreateMemoryFile(name, CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: false)
            : throw new IOException("memfd_create failed: " + new Win32Exception(Marshal.GetLastPInvokeError()).Message);
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
