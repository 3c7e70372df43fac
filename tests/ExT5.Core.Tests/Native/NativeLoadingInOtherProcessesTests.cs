namespace ExT5.Core.Tests.Native;

public class NativeLoadingInOtherProcessesTests
{
    private const string Computes = nameof(ExT5RuntimeTests.TorchSharp_computes_before_any_call_into_ExT5);
    private const string Loads = nameof(ExT5RuntimeTests.TorchSharp_computes_once_the_runtime_is_loaded);

    public NativeLoadingInOtherProcessesTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "File names and layout of this test are Linux's.");

    [Fact]
    public async Task Processes_that_start_at_once_write_neither_the_install_folder_nor_the_temporary_one()
    {
        using var install = new InstalledCopy();
        var before = install.Listing();

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            OtherProcess.RunTestAsync(install.Path, Computes, ("TMPDIR", "/nowhere"))));

        Assert.All(results, result => Assert.True(result.Passed, result.Output));
        Assert.Equal(before, install.Listing());
    }

    [Fact]
    public async Task Libraries_of_a_portable_application_are_found_below_runtimes()
    {
        using var install = new InstalledCopy("runtimes/linux-x64/native");

        var result = await OtherProcess.RunTestAsync(install.Path, Computes);

        Assert.True(result.Passed, result.Output);
    }

    [Fact]
    public async Task Without_a_native_package_the_error_names_the_library_the_folder_and_the_package()
    {
        using var install = new InstalledCopy(leftOut: name => name != "libLibTorchSharp.so");

        var result = await OtherProcess.RunTestAsync(install.Path, Loads);

        Assert.False(result.Passed);
        Assert.Contains($"{nameof(NativeLibraryException)} : The native library", result.Output);
        Assert.Contains("'libc10.so'", result.Output); // also where the system has a libtorch of its own
        Assert.Contains(install.Path, result.Output);
        Assert.Contains("dotnet add package TorchSharp-cpu", result.Output);
        Assert.False(Directory.Exists(Path.Combine(install.Path, "cpu")));
    }

    [Fact]
    public async Task A_damaged_library_is_named_with_the_loaders_own_words()
    {
        using var install = new InstalledCopy(leftOut: name => name is "libc10.so");
        await File.WriteAllTextAsync(Path.Combine(install.Path, "libc10.so"), "damaged", TestContext.Current.CancellationToken);

        var result = await OtherProcess.RunTestAsync(install.Path, Loads);

        Assert.False(result.Passed);
        Assert.Contains($"'{Path.Combine(install.Path, "libc10.so")}' cannot be loaded: ", result.Output);
        Assert.Contains("file too short", result.Output);
    }

    [Fact]
    public async Task Switched_off_compatibility_leaves_the_systems_own_error_and_says_what_was_switched_off()
    {
        Assert.SkipUnless(OlderCxxRuntime.OfThisSystem().NeedsHelp, "TorchSharp's library loads by itself here.");

        var result = await OtherProcess.RunTestAsync(
            AppContext.BaseDirectory, Loads, (NativeCompatibilitySwitch.EnvironmentVariable, "0"));

        Assert.False(result.Passed);
        Assert.Contains("GLIBCXX_3.4.3", result.Output);
        Assert.Contains($"remove {NativeCompatibilitySwitch.EnvironmentVariable}", result.Output);
    }
}
