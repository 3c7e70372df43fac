using BenchmarkDotNet.Running;
using ExT5.Benchmarks;
using ExT5.Core;

// dotnet run -c Release --project benchmarks/ExT5.Benchmarks -- --filter '*AdamW*' [--short | --dry]
ExT5Runtime.EnsureLoaded();
var speed = RunLength.From(args);
BenchmarkSwitcher.FromAssembly(typeof(RunLength).Assembly).Run([.. args.Except(RunLength.Options)], speed.Config());
