using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class PackedPromptTests
{
    [Fact]
    public void Each_example_of_a_packed_row_gets_the_prompt_and_computes_as_alone()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var peft = PeftCase.Load("prompt");
        long[][] inputs = [[5, 6, 7, 1], [20, 21, 1], [90, 1]];
        long[][] targets = [[0, 11, 12], [0, 13], [0, 14, 15]];
        var packed = new T5Inputs(
            Row([.. inputs.SelectMany(ids => ids), 0]), Row([1, 1, 1, 1, 2, 2, 2, 3, 3, 0]),
            Row([.. targets.SelectMany(ids => ids)]), Row([1, 1, 1, 2, 2, 3, 3, 3]), Packed: true);

        var together = peft.Model.forward(packed);

        var alone = inputs.Zip(targets, (input, target) => peft.Model.forward(new(Row(input), null, Row(target), null, Packed: false)));
        Assert.InRange(GoldenModel.Difference(cat([.. alone], 1), together), 0, PeftCase.LogitsTolerance);
    }

    [Fact]
    public void A_padded_row_sees_prompt_and_input_and_no_padding()
    {
        var prompt = new PackedPrompt(tensor(new long[] { 1, 1, 0, 0, 4, 4, 9, 0 }, [2, 4]), virtualTokens: 2);

        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0, 4, 4, 4, 4, 9, 9, 9, 0], HostCopy.Longs(prompt.SegmentIds()));
    }

    private static Tensor Row(params long[] ids) => tensor(ids, [1, ids.Length]);
}
