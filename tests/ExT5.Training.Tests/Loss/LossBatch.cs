using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Loss;

/// <summary>
/// Random hidden states, a head and targets: 4 rows of 7 places, size 5, vocabulary of 37, ragged weights.
/// </summary>
internal sealed class LossBatch
{
    public const int Rows = 4;
    public const int Places = 7;
    public const int Size = 5;
    public const int Vocabulary = 37;

    public LossBatch(double logitScale = 1)
    {
        using var generator = new Generator(11);
        Hidden = randn(Rows, Places, Size, generator: generator).requires_grad_();
        using Scalar scale = logitScale;
        Head = (randn(Vocabulary, Size, generator: generator) * scale).detach().requires_grad_();
        var tokens = randint(0, Vocabulary, [Rows, Places], dtype: ScalarType.Int64, generator: generator);
        Targets = new(tokens, tensor(Weights).reshape(Rows, Places), tensor(Segments).reshape(Rows, Places));
    }

    public Tensor Hidden { get; }

    public Tensor Head { get; }

    public Seq2SeqTargets Targets { get; }

    /// <summary>Two examples in rows 0 and 1, one in row 2, nothing in row 3; 19 places count.</summary>
    private static float[] Weights { get; } =
        [1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0];

    private static long[] Segments { get; } =
        [1, 1, 2, 2, 2, 2, 0, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];

    public Tensor Logits(Tensor hidden) => hidden.matmul(Head.t());

    /// <summary>One row as a micro-batch.</summary>
    public Seq2SeqTargets Row(int row) => new(
        Targets.Tokens.narrow(0, row, 1), Targets.Weights.narrow(0, row, 1), Targets.SegmentIds!.narrow(0, row, 1));

    /// <summary>Takes the gradients of the hidden states and the head, and forgets them.</summary>
    public (Tensor Hidden, Tensor Head) TakeGradients()
    {
        var gradients = (Hidden.grad!.clone(), Head.grad!.clone());
        Hidden.grad = null;
        Head.grad = null;
        return gradients;
    }
}
