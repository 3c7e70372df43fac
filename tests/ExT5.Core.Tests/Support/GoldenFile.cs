namespace ExT5.Core.Tests;

/// <summary>Reference files made with Hugging Face's own code, copied beside the tests.</summary>
internal static class GoldenFile
{
    public static string PathOf(params string[] parts) =>
        Path.Combine([AppContext.BaseDirectory, "Golden", .. parts]);
}
