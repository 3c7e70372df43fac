using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>Counts of live tensors are per thread, so other tests do not disturb them.</summary>
public sealed class AdapterPrecisionAndMemoryTests
{
    // bfloat16 has 8 bits: each of some ten roundings in a row moves logits of magnitude 12 by up to 12 / 256.
    private const double BFloat16Tolerance = 0.5;

    [Theory]
    [MemberData(nameof(PeftCase.Names), MemberType = typeof(PeftCase))]
    public void In_bfloat16_an_adapter_computes_about_the_same_apart_and_joined(string name)
    {
        using var scope = NewDisposeScope();
        var peft = PeftCase.Load(name, new() { Precision = ComputePrecision.BFloat16 });

        var apart = peft.LogitsError();
        using var inference = no_grad();

        Assert.InRange(apart, 0, BFloat16Tolerance);
        Assert.InRange(peft.LogitsError(), 0, BFloat16Tolerance);
        Assert.All(peft.Adapter.NamedParameters.Values, parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
    }

    [Theory]
    [InlineData("lora_every_module")]
    [InlineData("ia3_wi_1")]
    public void Training_merging_and_decoding_with_an_adapter_leave_no_tensor_behind(string name)
    {
        var peft = PeftCase.Load(name);
        Work(peft); // gradients that stay are made once
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Work(peft);
        Work(peft);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Taking_an_adapter_off_frees_it()
    {
        using var model = GoldenModel.Load(GoldenModel.V11).Model;
        T5Adapter.Attach(model, new LoraConfig()).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (var adapter = T5Adapter.Attach(model, new LoraConfig()))
            adapter.Merge();
        T5Adapter.Attach(model, new PromptTuningConfig()).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Work(PeftCase peft)
    {
        using var scope = NewDisposeScope();
        peft.Golden.Loss(peft.Logits()).backward();
        peft.Adapter.Merge();
        peft.Adapter.Unmerge();
        using var state = peft.Model.StartDecoding(peft.Golden.Inputs["input_ids"], peft.Golden.Mask);
        state.Step(zeros([3], int64)).Dispose();
    }
}
