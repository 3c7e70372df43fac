using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using ExT5.Core;
using ExT5.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Benchmarks;

/// <summary>
/// One step over the 77 M parameters of T5 1.1 small, against TorchSharp's optimizer and plain tensor operations.
/// </summary>
public class OptimizerBenchmarks
{
    private T5Model _model = null!;
    private Dictionary<string, IDisposable> _optimizers = null!;

    [GlobalSetup]
    [SuppressMessage("Reliability", "EXT5001", Justification = "The optimizer compared with.")]
    public void Setup()
    {
        _model = new T5Model(T5Config.V11Small);
        using Scalar spread = 1e-3;
        foreach (var parameter in _model.parameters())
            parameter.grad = randn_like(parameter).mul_(spread);
        IEnumerable<(string, Parameter)> Named() => _model.named_parameters();
        _optimizers = new()
        {
            ["torch"] = optim.AdamW(_model.parameters(), 1e-4),
            ["adamw"] = new Training.AdamW(Named()),
            ["adamw tensors"] = new Training.AdamW(Named(), null, new TensorAdamWKernel()),
            ["adafactor"] = new Adafactor(Named()),
            ["adafactor tensors"] = new Adafactor(Named(), null, new TensorAdafactorKernel()),
        };
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var optimizer in _optimizers.Values)
            optimizer.Dispose();
        _model.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("AdamW")]
    public void TorchSharpAdamW()
    {
        using var scope = NewDisposeScope();
        ((optim.Optimizer)_optimizers["torch"]).step();
    }

    [Benchmark, BenchmarkCategory("AdamW")]
    public void AdamW() => Step("adamw");

    [Benchmark, BenchmarkCategory("AdamW")]
    public void AdamWInTensorOperations() => Step("adamw tensors");

    [Benchmark(Baseline = true), BenchmarkCategory("Adafactor")]
    public void AdafactorInTensorOperations() => Step("adafactor tensors");

    [Benchmark, BenchmarkCategory("Adafactor")]
    public void Adafactor() => Step("adafactor");

    [Benchmark(Baseline = true), BenchmarkCategory("clipping")]
    public double TorchSharpClipping() => nn.utils.clip_grad_norm_(_model.parameters(), 1e9);

    [Benchmark, BenchmarkCategory("clipping")]
    public double Clipping() => GradientClipping.None.Apply(_model.parameters()).Value;

    private void Step(string optimizer) => ((IOptimizer)_optimizers[optimizer]).Step(1e-4);
}
