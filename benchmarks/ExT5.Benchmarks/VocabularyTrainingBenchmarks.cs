using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>8,000 pieces from 20,000 summaries of the .NET documentation on two threads, against Google's <c>spm_train</c> (Debian's package <c>sentencepiece</c>).</summary>
public class VocabularyTrainingBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private string[] _lines = null!;

    [GlobalSetup]
    public void Setup()
    {
        _lines = [.. DocumentationText.Lines(20_000).Select(text => text.ReplaceLineEndings(" "))];
        File.WriteAllLines(Path.Combine(_folder, "text"), _lines);
    }

    [Benchmark(Baseline = true)]
    public int SpmTrain()
    {
        using var process = Process.Start("spm_train", [$"--input={_folder}/text", $"--model_prefix={_folder}/spm", "--vocab_size=8000", "--hard_vocab_limit=false", "--num_threads=2", "--minloglevel=2"]);
        process.WaitForExit();
        return process.ExitCode;
    }

    [Benchmark]
    public int Trainer() => new UnigramTrainer(new() { VocabularySize = 8000, HardVocabularyLimit = false, Threads = 2 }).Train(_lines).Size;
}
