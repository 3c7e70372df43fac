using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5InputRulesTests
{
    private readonly T5Model _model = GoldenModel.Load(GoldenModel.V11).Model;

    public static TheoryData<Func<T5Model, Tensor>, string> Mistakes => new()
    {
        { model => model.Encode(tensor(new long[] { 1, 2 }), null), "[B, L]" },
        { model => model.Encode(zeros([1, 0], int64), null), "at least one" },
        { model => model.Encode(zeros([1, 2], int32), null), "Int64" },
        { model => model.Encode(tensor(new long[] { 128, 128 }, [1, 2]), null), "0 to 127" },
        { model => model.Encode(tensor(new long[] { -1, -1 }, [1, 2]), null), "-1" },
        { model => model.Encode(zeros([1, 2], int64), zeros([1, 3], int64)), "must be equal" },
        { model => model.Encode(zeros([1, 2], int64), zeros([1, 2])), "Int64" },
        { model => model.Decode(Inputs(rows: 2), zeros(1, 4, 64)), "decoder rows" },
        { model => model.Decode(Inputs(rows: 1), zeros(1, 4, 63)), "model size 64" },
        { model => model.Logits(zeros(2, 63)), "model size 64" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_wrong_tensor_is_refused_before_libtorch_meets_it(Func<T5Model, Tensor> mistake, string says)
    {
        var error = Assert.Throws<ArgumentException>(() => mistake(_model));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static T5Inputs Inputs(long rows) => new(zeros([rows, 4], int64), null, zeros([rows, 2], int64), null, Packed: false);
}
