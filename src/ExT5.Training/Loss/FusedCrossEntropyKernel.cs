using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>A row at a time for float32 on the CPU, so that a row's logits are read from memory once.</summary>
internal sealed unsafe class FusedCrossEntropyKernel : ICrossEntropyKernel
{
    /// <summary>Logits of a block that one thread takes; a few rows of a large vocabulary.</summary>
    private const int BlockLogits = 131_072;

    public bool Supports(Tensor logits) => ContiguousFloats.Has(logits);

    public void Apply(
        Tensor logits, Tensor targets, Tensor scales, CrossEntropyTerms terms, Tensor gradient,
        CrossEntropyOutput output)
    {
        var x = ContiguousFloats.Pointer(logits);
        var g = ContiguousFloats.Pointer(gradient);
        var losses = ContiguousFloats.Pointer(output.Losses);
        var crossEntropies = ContiguousFloats.Pointer(output.CrossEntropies);
        var ids = targets.data<long>().ToArray();
        var scale = scales.data<float>().ToArray();
        var vocabulary = (int)logits.shape[1];
        var rowsPerBlock = Math.Max(1, BlockLogits / vocabulary);
        ParallelBlocks.Run(ParallelBlocks.Count(ids.Length, rowsPerBlock), block =>
        {
            var end = Math.Min(ids.Length, (block + 1) * rowsPerBlock);
            for (var row = block * rowsPerBlock; row < end; row++)
            {
                var offset = (nint)row * vocabulary;
                var logitsRow = new LogitsRow(x + offset, vocabulary);
                logitsRow.Exponentiate(g + offset);
                crossEntropies[row] = logitsRow.CrossEntropy((int)ids[row]);
                losses[row] = logitsRow.Loss((int)ids[row], terms);
                logitsRow.Differentiate(g + offset, (int)ids[row], scale[row], terms);
            }
        });
    }
}
