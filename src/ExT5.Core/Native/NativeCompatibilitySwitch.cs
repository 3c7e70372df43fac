namespace ExT5.Core;

/// <summary>The user's word on whether TorchSharp's library may be adapted to an older C++ runtime; on by default.</summary>
internal static class NativeCompatibilitySwitch
{
    public const string EnvironmentVariable = "EXT5_NATIVE_COMPAT";
    public const string AppContextSwitch = "ExT5.NativeCompatibility";

    public static bool IsOn =>
        IsOnFor(
            Environment.GetEnvironmentVariable(EnvironmentVariable),
            AppContext.TryGetSwitch(AppContextSwitch, out var wanted) ? wanted : null);

    /// <summary>The environment, closest to who runs the program, wins over the program's own setting.</summary>
    public static bool IsOnFor(string? environment, bool? appContext) =>
        environment?.Trim().ToUpperInvariant() switch
        {
            "0" or "FALSE" or "OFF" or "NO" => false,
            null or "" => appContext ?? true,
            _ => true,
        };
}
