using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>Counts of live tensors are per thread, so other tests do not disturb them.</summary>
public sealed class T5ModelMemoryTests
{
    public static TheoryData<string> Names => [.. GoldenModel.Generating];

    [Theory]
    [InlineData(GoldenModel.V11, ComputePrecision.Float32)]
    [InlineData(GoldenModel.V11, ComputePrecision.BFloat16)]
    [InlineData(GoldenModel.UMT5, ComputePrecision.Float32)]
    [InlineData(GoldenModel.LocalLongT5, ComputePrecision.Float32)]
    [InlineData(GoldenModel.GlobalLongT5, ComputePrecision.BFloat16)]
    public void A_training_step_leaves_no_tensor_behind(string name, ComputePrecision precision)
    {
        var golden = GoldenModel.Load(name, new() { Precision = precision });
        golden.Model.train();

        var left = LeftBehind(() => golden.Loss(golden.Model.forward(golden.Batch(golden.Mask))).backward(), times: 3);

        Assert.Equal(0, left);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_decode_leaves_no_tensor_behind(string name)
    {
        using var outer = NewDisposeScope();
        var golden = GoldenModel.Load(name);
        var tokens = zeros([3], int64);
        var rows = tensor(new long[] { 2, 2, 1 });

        var left = LeftBehind(
            () =>
            {
                using var state = golden.Model.StartDecoding(golden.Inputs["input_ids"], golden.Mask);
                for (var t = 0; t < 40; t++)
                {
                    using var logits = state.Step(tokens);
                    state.Select(rows);
                }
            },
            times: 2);

        Assert.Equal(0, left);
    }

    [Fact]
    public void A_model_outlives_the_scope_it_was_made_in()
    {
        T5Model model;
        using (NewDisposeScope())
            model = new T5Model(GoldenModel.Load(GoldenModel.V11).Config);

        using var scope = NewDisposeScope();
        model.eval();

        Assert.Equal(128, model.forward(new(zeros([1, 2], int64), null, zeros([1, 2], int64), null, Packed: false)).shape[^1]);
    }

    private static long LeftBehind(Action work, int times)
    {
        void Scoped()
        {
            using var scope = NewDisposeScope();
            work();
        }

        Scoped(); // gradients and caches that stay are made once
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < times; i++)
            Scoped();
        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }
}
