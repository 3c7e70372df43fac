using static TorchSharp.torch;

namespace ExT5.Core.Tests;

[Collection(TorchGenerator.Name)]
public sealed class T5ModelDropoutTests
{
    [Fact]
    public void Dropout_acts_in_training_mode_only_and_repeats_with_torchs_seed()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(GoldenModel.V11);
        var batch = golden.Batch(golden.Mask);

        golden.Model.train();
        manual_seed(3);
        var first = golden.Model.forward(batch);
        var second = golden.Model.forward(batch);
        manual_seed(3);
        var again = golden.Model.forward(batch);

        Assert.False(first.Equals(second));
        Assert.True(first.Equals(again));
    }
}
