using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// Differentiates the loss for a part of the places at a time, so that the logits of all never exist at once.
/// </summary>
/// <param name="terms">The numbers of the loss.</param>
/// <param name="places">Places of a part: 1024 rows of 32,128 logits are 126 MiB.</param>
/// <param name="kernels">The first that supports the logits computes; the fused one first when none is given.</param>
internal sealed class LossChunks(CrossEntropyTerms terms, int places = 1024, params ICrossEntropyKernel[] kernels)
{
    private readonly ICrossEntropyKernel[] _kernels =
        kernels.Length > 0 ? kernels : [new FusedCrossEntropyKernel(), new TensorCrossEntropyKernel()];

    /// <summary>Losses of all places; gradients go to the head and behind the hidden states.</summary>
    /// <param name="states">Hidden states <c>[N, M]</c>.</param>
    /// <param name="head"><c>[n, M]</c> to logits <c>[n, V]</c>.</param>
    /// <param name="ids">Targets <c>[N]</c>.</param>
    /// <param name="scales">Factors of the losses <c>[N]</c>.</param>
    /// <param name="auxiliary">A scalar of the same graph that is differentiated with the rest.</param>
    public CrossEntropyOutput Backward(
        Tensor states, Func<Tensor, Tensor> head, Tensor ids, Tensor scales, Tensor? auxiliary = null)
    {
        var count = states.shape[0];
        var output = new CrossEntropyOutput(zeros_like(scales), zeros_like(scales));
        var statesGradient = zeros_like(states, requires_grad: false);
        Tensor? buffer = null;
        for (var start = 0L; start < count; start += places)
        {
            using var scope = NewDisposeScope();
            Tensor Part(Tensor whole) => whole.narrow(0, start, Math.Min(places, count - start));
            var leaf = Part(states.detach()).requires_grad_();
            var logits = head(leaf);
            LossRules.Check(nameof(head), logits, ScalarType.Float32, [leaf.shape[0], logits.shape[^1]]);
            LossRules.CheckIds(Part(ids), logits.shape[1]);
            buffer ??= empty_like(logits, requires_grad: false).MoveToOuterDisposeScope();

            var gradient = buffer.narrow(0, 0, leaf.shape[0]);
            var partOutput = new CrossEntropyOutput(Part(output.Losses), Part(output.CrossEntropies));
            Differentiate(logits, Part(ids), Part(scales), gradient, partOutput);
            logits.backward([gradient]);
            Part(statesGradient).copy_(leaf.grad!);
        }
        var roots = new List<(Tensor Root, Tensor Gradient)>();
        if (states.requires_grad && count > 0)
            roots.Add((states, statesGradient));
        if (auxiliary is { requires_grad: true })
            roots.Add((auxiliary, ones_like(auxiliary, requires_grad: false)));
        if (roots.Count > 0) // at once: both reach back through the same graph
            autograd.backward([.. roots.Select(root => root.Root)], [.. roots.Select(root => root.Gradient)]);
        return output;
    }

    private void Differentiate(
        Tensor logits, Tensor ids, Tensor scales, Tensor gradient, CrossEntropyOutput output)
    {
        using var noGrad = no_grad();
        var x = logits.detach();
        _kernels.First(kernel => kernel.Supports(x)).Apply(x, ids, scales, terms, gradient, output);
    }
}
