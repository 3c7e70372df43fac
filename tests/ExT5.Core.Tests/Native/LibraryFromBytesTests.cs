using System.Runtime.InteropServices;

namespace ExT5.Core.Tests.Native;

public class LibraryFromBytesTests
{
    private readonly byte[] _anyLibrary;

    public LibraryFromBytesTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux needs libraries from bytes.");
        _anyLibrary = File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.IO.Compression.Native.so"));
    }

    [Fact]
    public void A_library_loads_from_memory() =>
        Assert.True(NativeLibrary.TryGetExport(LibraryInMemory.Load("any.so", _anyLibrary), "CompressionNative_Crc32", out _));

    [Fact]
    public void A_library_loads_through_a_private_folder_that_is_gone_afterwards()
    {
        var library = LibraryInPrivateFolder.Load("ext5-private-test.so", _anyLibrary);

        Assert.True(NativeLibrary.TryGetExport(library, "CompressionNative_Crc32", out _));
        var line = File.ReadLines("/proc/self/maps").First(map => map.Contains("ext5-private-test.so"));
        Assert.EndsWith("(deleted)", line);
    }

    [Fact]
    public void Bytes_that_are_no_library_are_refused_by_the_systems_loader()
    {
        Assert.Throws<DllNotFoundException>(() => LibraryInMemory.Load("bad.so", new byte[100]));
        Assert.Throws<DllNotFoundException>(() => LibraryInPrivateFolder.Load("bad.so", new byte[100]));
    }
}
