using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>
/// Tells files from pipes, sockets, devices and folders before they are opened: opening a pipe waits for its other end, and a device
/// may never end. .NET has no such call.
/// </summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100, StatxBytes = 256, StatxModeAt = 28, MacModeAt = 4;
    private const uint StatxType = 1;

    /// <summary>What the path leads to when that is no file; null for files, for what does not exist and where the system does not tell.</summary>
    public static string? OtherThanFile(string path)
    {
        if (Directory.Exists(path)) return "a folder";
        return (ModeOf(path) & 0xF000) switch
        {
            0x1000 => "a pipe (FIFO)",
            0x2000 => "a device",
            0x6000 => "a disk",
            0xC000 => "a socket",
            _ => null,
        };
    }

    private static int ModeOf(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return 0;
        Span<byte> status = stackalloc byte[StatxBytes];
        status.Clear();
        try
        {
            var failed = OperatingSystem.IsLinux() ? Statx(CurrentFolder, path, 0, StatxType, status)
                : RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOfIntelMac(path, status) : StatOfMac(path, status);
            return failed != 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(status[(OperatingSystem.IsLinux() ? StatxModeAt : MacModeAt)..]);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without the call.
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfMac(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfIntelMac(string path, Span<byte> status);
}
