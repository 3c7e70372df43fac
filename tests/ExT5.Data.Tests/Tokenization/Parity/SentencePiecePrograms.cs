using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ExT5.Data.Tests;

/// <summary>Google's own programs (Debian's package <c>sentencepiece</c>), where they are installed.</summary>
internal static class SentencePiecePrograms
{
    /// <summary>Runs a program on lines; a skipped test without it. Lines must hold no line ends, which would part them; what is malformed in them is sent as U+FFFD.</summary>
    public static string[] Run(string program, IEnumerable<string> lines, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var (input, output) = (Path.Combine(folder, "in"), Path.Combine(folder, "out"));
        File.WriteAllBytes(input, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n'))));
        Start(program, [.. arguments, $"--input={input}", $"--output={output}"]);
        var written = Encoding.UTF8.GetString(File.ReadAllBytes(output)).Split('\n');
        Directory.Delete(folder, recursive: true);
        return written[..^1];
    }

    public static void Start(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, "--minloglevel=2"]))!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"'{program}' is not installed (Debian's package 'sentencepiece').");
        }
    }
}
