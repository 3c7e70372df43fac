using System.Runtime.InteropServices;
using TorchSharp;

namespace ExT5.Core;

/// <summary>Loads libtorch, then TorchSharp's library, so that TorchSharp's own later attempt finds both at hand.</summary>
/// <remarks>TorchSharp, left alone with a library that does not load, copies 480 MB beside the application and then
/// names the wrong cause; therefore everything is tried here first.</remarks>
internal sealed class TorchLoading(NativeSearchFolders folders, OlderCxxRuntime cxxRuntime, bool compatibilityIsOn)
{
    private readonly List<string> _ofTheSystem = [];

    public static TorchLoading OfThisProcess() =>
        new(NativeSearchFolders.OfThisProcess(), OlderCxxRuntime.OfThisSystem(), NativeCompatibilitySwitch.IsOn);

    /// <summary>Does only what TorchSharp cannot do by itself, and leaves errors to <see cref="Load"/>.</summary>
    public void TryPrepare()
    {
        if (!cxxRuntime.NeedsHelp || !compatibilityIsOn)
            return;
        try
        {
            LoadLibraries();
        }
        catch (NativeLibraryException)
        {
            // A type initializer that throws would hide the cause; EnsureLoaded meets and reports it.
        }
    }

    /// <exception cref="NativeLibraryException">A library is absent or refused.</exception>
    public void Load()
    {
        LoadLibraries();
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            var cause = error.GetBaseException();
            throw Failure(TorchLibraries.Bridge, cause.Message, TorchLibraries.PackageAdvice, cause);
        }
    }

    /// <summary>Loads every library by its full path, dependencies first.</summary>
    public void LoadLibraries()
    {
        if (OperatingSystem.IsLinux() && LinuxLoader.IsLoaded(TorchLibraries.Bridge))
            return;
        foreach (var part in TorchLibraries.Backend)
            LoadPart(part, NativeLibrary.Load);
        LoadPart(TorchLibraries.Bridge, cxxRuntime.NeedsHelp && compatibilityIsOn ? cxxRuntime.Load : LoadAsItIs);
    }

    private static void LoadAsItIs(string path) => NativeLibrary.Load(path);

    private void LoadPart(string name, Func<string, nint> load) => LoadPart(name, path => { load(path); });

    private void LoadPart(string name, Action<string> load)
    {
        if (folders.Find(name) is not { } path)
        {
            // The system's own search path, and what the application loaded by itself, count too.
            if (NativeLibrary.TryLoad(name, out _))
            {
                _ofTheSystem.Add(name);
                return;
            }
            throw Failure(name, "no such file was found", TorchLibraries.PackageAdvice);
        }
        try
        {
            load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException
            or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Failure(path, WordsOfTheLoader(error), AdviceFor(error), error);
        }
    }

    // .NET puts general advice, which ends in a colon, before the lines that the system's loader gave.
    private static string WordsOfTheLoader(Exception error)
    {
        var lines = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return error is DllNotFoundException && lines.Length > 1 && lines[0].EndsWith(':')
            ? string.Join("; ", lines.Skip(1).Distinct())
            : string.Join(' ', lines);
    }

    private string AdviceFor(Exception error) =>
        cxxRuntime.NeedsHelp && !compatibilityIsOn && error.Message.Contains("GLIBCXX", StringComparison.Ordinal)
            ? "This system's C++ runtime is older than the library. ExT5 can adapt it, but that is switched off: remove " +
              $"{NativeCompatibilitySwitch.EnvironmentVariable} from the environment, or the AppContext switch " +
              $"{NativeCompatibilitySwitch.AppContextSwitch}."
        : error.Message.Contains("GLIBC", StringComparison.Ordinal)
            ? "This system's C or C++ runtime is older than the library: Debian 12, Ubuntu 22.04, RHEL 9 or newer will do."
        : error is InvalidDataException
            ? "The file is damaged or not the one of TorchSharp 0.107: restore the packages again."
        : _ofTheSystem.Count > 0
            ? $"The application brings no '{string.Join("', '", _ofTheSystem)}'; what the system has under these names " +
              $"was taken and is not the libtorch 2.10 of TorchSharp 0.107. {TorchLibraries.PackageAdvice}"
        : TorchLibraries.PackageAdvice;

    private NativeLibraryException Failure(string library, string reason, string advice, Exception? cause = null) =>
        new(library, reason, folders.Folders, advice, cause);
}
