using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ExT5.Benchmarks;

/// <summary>
/// How long each benchmark runs: fully by default, <c>--short</c> for three iterations, <c>--dry</c> for one.
/// </summary>
internal sealed record RunLength(Job Job)
{
    public static string[] Options { get; } = ["--short", "--dry"];

    public static RunLength From(string[] args) => new(
        args.Contains("--dry") ? Job.Dry : args.Contains("--short") ? Job.ShortRun : Job.Default);

    /// <summary>In this process: a project generated per benchmark would copy libtorch (480 MB) each time.</summary>
    public IConfig Config() => ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
        .AddColumn(CategoriesColumn.Default);
}
