using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5ModelDecodingTests
{
    // Sums over heads and model size in another order; logits reach 9.
    private const double StepTolerance = 1e-5;

    [Theory]
    [InlineData(GoldenModel.V10)]
    [InlineData(GoldenModel.V11)]
    public void Steps_give_the_logits_of_the_whole_sequence(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(name);
        var batch = golden.Batch(golden.Mask);
        var whole = golden.Model.forward(batch);

        using var state = golden.Model.StartDecoding(batch.EncoderTokens, golden.Mask);
        for (var t = 0; t < whole.shape[1]; t++)
        {
            var logits = state.Step(batch.DecoderTokens.select(1, t));
            Assert.InRange(GoldenModel.Difference(whole.select(1, t), logits), 0, StepTolerance);
        }

        Assert.Equal(whole.shape[1], state.Length);
    }

    [Fact]
    public void Selected_rows_go_on_from_where_they_were()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V11);
        var batch = golden.Batch(golden.Mask);
        var whole = golden.Model.forward(batch);
        var rows = tensor(new long[] { 2, 0, 0, 1 });

        using var state = golden.Model.StartDecoding(batch.EncoderTokens, golden.Mask);
        state.Step(batch.DecoderTokens.select(1, 0));
        state.Select(rows);
        var logits = state.Step(batch.DecoderTokens.select(1, 1).index_select(0, rows));

        Assert.Equal(4, state.Rows);
        Assert.InRange(GoldenModel.Difference(whole.select(1, 1).index_select(0, rows), logits), 0, StepTolerance);
    }

    [Fact]
    public void Sequences_longer_than_the_first_cache_are_decoded()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V11);
        var source = golden.Inputs["input_ids"].narrow(0, 0, 1);
        using Scalar length = 150, period = 100;
        var targets = arange(Scalars.Zero, length, Scalars.One).to(int64).remainder(period).add(Scalars.Two, Scalars.One).unsqueeze(0);
        var whole = golden.Model.forward(new(source, null, targets, null, Packed: false));

        using var state = golden.Model.StartDecoding(source, null);
        var last = zeros(1);
        for (var t = 0; t < 150; t++)
            last = state.Step(targets.select(1, t));

        Assert.InRange(GoldenModel.Difference(whole.select(1, 149), last), 0, StepTolerance);
    }

    [Fact]
    public void Decoding_in_training_mode_drops_nothing_out()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenModel.Load(GoldenModel.V11);
        using var evaluated = golden.Model.StartDecoding(golden.Inputs["input_ids"], null);
        golden.Model.train();
        using var trained = golden.Model.StartDecoding(golden.Inputs["input_ids"], null);

        Assert.True(evaluated.Step(zeros(3, int64)).Equals(trained.Step(zeros(3, int64))));
        Assert.True(golden.Model.training);
    }

    [Fact]
    public void A_decode_whose_models_weights_change_is_refused()
    {
        var golden = GoldenModel.Load(GoldenModel.V11);
        using var state = golden.Model.StartDecoding(golden.Inputs["input_ids"], null);
        state.Step(zeros(3, int64)).Dispose();
        using (golden.Model.ExclusiveUse())
        using (no_grad())
            golden.Model.NamedParameters["shared.weight"].zero_();

        var error = Assert.Throws<InvalidOperationException>(() => state.Step(zeros(3, int64)));

        Assert.Contains("weights have changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_outside_the_vocabulary_is_refused()
    {
        var golden = GoldenModel.Load(GoldenModel.V11);
        using var state = golden.Model.StartDecoding(golden.Inputs["input_ids"], null);

        var error = Assert.Throws<ArgumentException>(() => state.Step(tensor(new long[] { 0, 128, 0 })));

        Assert.Contains("128", error.Message, StringComparison.Ordinal);
    }
}
