using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class NonFiniteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_loss_that_is_no_number_stops_the_run_and_names_step_layer_and_tensor()
    {
        using var run = new TinyRun(TinyRun.Options(steps: 5), schedule: new RateOf(step => step == 1 ? 1e38 : 1e-3));

        var error = await Assert.ThrowsAsync<NonFiniteStepException>(() => run.TrainAsync());

        Assert.Equal(3, error.StepNumber);
        Assert.Equal(("shared", "weight"), (error.First.Layer, error.First.Tensor)); // step 2's update was finite and too large
        Assert.StartsWith("Step 3: the weight of 'shared' has ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encoder.block.1.layer.0.layer_norm.weight", float.NaN, "encoder.block.1.layer.0.layer_norm", "weight")]
    [InlineData("decoder.block.1.layer.2.DenseReluDense.wo.weight", float.PositiveInfinity, "decoder.block.1.layer.2.DenseReluDense.wo", "weight")]
    [InlineData("encoder.block.1.layer.1.DenseReluDense.wo.weight", 3e38f, "encoder.block.1.layer.1", "output")]
    [InlineData("decoder.block.0.layer.1.EncDecAttention.o.weight", 3e38f, "decoder.block.0.layer.1", "output")]
    [InlineData("decoder.final_layer_norm.weight", 3e38f, "decoder.final_layer_norm", "output")]
    [InlineData("lm_head.weight", 3e38f, "lm_head", "logits")]
    public async Task The_first_layer_to_go_wrong_is_named(string parameter, float value, string layer, string tensor)
    {
        using var run = new TinyRun(TinyRun.Options(steps: 1));
        using Scalar broken = value;
        using (no_grad())
            run.Model.NamedParameters[parameter].fill_(broken);

        var error = await Assert.ThrowsAsync<NonFiniteStepException>(() => run.TrainAsync());

        Assert.Equal((layer, tensor), (error.First.Layer, error.First.Tensor));
    }

    [Fact]
    public async Task A_gradient_that_is_no_number_is_named_by_the_parameter_where_it_began()
    {
        using var run = new TinyRun(TinyRun.Options(steps: 1), modelOptions: new T5ModelOptions { Kernel = new BrokenBackward() });

        var error = await Assert.ThrowsAsync<NonFiniteStepException>(() => run.TrainAsync());

        // The last attention in the forward pass; its output product is not touched, its values are.
        Assert.Equal("decoder.block.1.layer.1.EncDecAttention.v.weight", error.First.Layer);
        Assert.Equal("gradient", error.First.Tensor);
        Assert.Equal((32 * 32, 0, 32 * 32), (error.First.NaNs, error.First.Infinities, error.First.Values));
    }

    [Fact]
    public async Task An_adapter_that_is_no_number_is_named()
    {
        using var run = new TunedRun(TinyRun.Options(1), model => T5Adapter.Attach(model, new LoraConfig()));
        var (name, parameter) = run.Model.Adapter!.NamedParameters.First();
        using Scalar broken = float.NaN;
        using (no_grad())
            parameter.fill_(broken);

        var error = await Assert.ThrowsAsync<NonFiniteStepException>(() => run.TrainAsync());

        Assert.Equal(name, $"{error.First.Layer}.{error.First.Tensor}");
    }

    [Fact]
    public async Task The_search_looks_at_the_step_as_it_was_with_its_dropout()
    {
        var config = TinyRun.Config with { DropoutRate = 0.5 };
        using var run = new TinyRun(TinyRun.Options(steps: 3), config, modelOptions: new T5ModelOptions { Kernel = new BreaksAt(call: 15) });

        var error = await Assert.ThrowsAsync<NonFiniteStepException>(() => run.TrainAsync());

        // Six attentions a step: the fifteenth is the third of step 3, and breaks again in the search.
        Assert.Equal((3, "decoder.block.0.layer.0"), (error.StepNumber, error.First.Layer));
    }

    [Fact]
    public async Task Weights_and_the_newest_checkpoint_are_as_before_the_step()
    {
        var options = TinyRun.Options(steps: 5, _folder.Path);
        options.CheckpointSteps = 1;
        using var run = new TinyRun(options, modelOptions: new T5ModelOptions { Seed = 7, Kernel = new BreaksAt(call: 15) });

        await Assert.ThrowsAsync<NonFiniteStepException>(() => run.TrainAsync());

        var newest = DirectoryCheckpointStore.FindNewest(_folder.Path)!;
        using var saved = SafetensorsFile.Open(Path.Combine(newest.Folder, "model.safetensors"));
        Assert.Equal(2, newest.Step);
        Assert.All(run.Model.NamedParameters, entry =>
        {
            using var before = saved.Read(entry.Key);
            Assert.True(before.equal(entry.Value).all().item<bool>(), entry.Key);
        });
    }

    /// <summary>Attention that is not a number from one call on.</summary>
    private sealed class BreaksAt(int call) : IAttentionKernel
    {
        private readonly ReferenceKernel _reference = new();
        private int _calls;

        public string Name => "breaks";

        public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
        {
            using var scope = NewDisposeScope();
            var context = _reference.Attend(query, key, value, bias, dropoutRate);
            // The search runs the step again: its third attention is again the one.
            var breaks = ++_calls >= call && (_calls - call) % 6 == 0;
            using Scalar broken = float.NaN;
            return (breaks ? context * broken : context).MoveToOuterDisposeScope();
        }
    }
}
