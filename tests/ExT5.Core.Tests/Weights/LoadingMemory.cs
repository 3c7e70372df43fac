using System.Globalization;

namespace ExT5.Core.Tests.Weights;

/// <summary>The work of the process that measures how much memory loading takes; run by <see cref="LoadingMemoryTests"/>.</summary>
public sealed class LoadingMemory
{
    public const string FolderVariable = "EXT5_TEST_MODEL_FOLDER";
    public const double MostPerFileByte = 1.2;

    [Fact]
    public void Loading_takes_less_than_a_fifth_of_the_files_beside_the_parameters()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, $"{FolderVariable} names no folder; this runs in a process of its own.");
        var fileBytes = Directory.GetFiles(folder, "*.safetensors").Sum(path => new FileInfo(path).Length);
        using (TorchSharp.torch.ones(1))
            ResetPeak();
        var before = Kilobytes("VmRSS");

        using var model = T5Model.Load(folder);

        var taken = (Kilobytes("VmHWM") - before) * 1024.0;
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken / fileBytes:F3} x {fileBytes} bytes");
        Assert.InRange(taken / fileBytes, 0.9, MostPerFileByte);
    }

    private static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Kilobytes(string field) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[(field.Length + 1)..^3],
        CultureInfo.InvariantCulture);
}
