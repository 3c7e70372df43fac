using BenchmarkDotNet.Attributes;
using ExT5.Core;
using ExT5.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Benchmarks;

/// <summary>
/// Head, loss and both gradients for 8 x 114 targets of T5 1.1 small, a third of them padding, against autograd over
/// all
/// logits.
/// </summary>
public class LossBenchmarks
{
    private const int Rows = 8, Places = 114, Size = 512, Vocabulary = 32_128;
    private readonly Seq2SeqLoss _loss = new(Normalization: LossNormalization.TargetTokens);
    private Tensor _hidden = null!, _head = null!;
    private Seq2SeqTargets _targets = null!;

    [GlobalSetup]
    public void Setup()
    {
        _hidden = randn(Rows, Places, Size).requires_grad_();
        using Scalar spread = 0.05, places = Places, counted = Places * 2 / 3;
        _head = (randn(Vocabulary, Size) * spread).detach().requires_grad_();
        var weights = (arange(Scalars.Zero, places, Scalars.One) < counted).to(ScalarType.Float32).expand(Rows, Places).contiguous();
        _targets = new(randint(0, Vocabulary, [Rows, Places], dtype: ScalarType.Int64), weights);
    }

    [Benchmark(Baseline = true)]
    public void Autograd()
    {
        using var scope = NewDisposeScope();
        _loss.Compute(Logits(_hidden), _targets).Loss.backward();
        ForgetGradients();
    }

    [Benchmark]
    public void Parts()
    {
        using var scope = NewDisposeScope();
        _loss.Backward(_hidden, Logits, _targets);
        ForgetGradients();
    }

    private Tensor Logits(Tensor hidden) => nn.functional.linear(hidden, _head);

    private void ForgetGradients()
    {
        _hidden.grad = null;
        _head.grad = null;
    }
}
