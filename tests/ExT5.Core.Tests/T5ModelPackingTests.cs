using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5ModelPackingTests
{
    // The same products, with masked zeros between them and in other positions of the row.
    private const double Tolerance = 2e-5;

    // Transient-global attention summarises across examples and is refused.
    public static TheoryData<string> Names => [.. GoldenModel.Variants.Except([GoldenModel.GlobalLongT5])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_examples_in_one_row_give_the_logits_they_give_apart(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var model = GoldenModel.Load(name).Model;
        var (firstIn, firstOut) = (Ids(5, 9, 2, 37, 1), Ids(0, 33, 8));
        var (secondIn, secondOut) = (Ids(44, 3, 1), Ids(0, 12, 40, 41));

        var packed = model.forward(new(
            cat([firstIn, secondIn, Ids(0, 0)], 1), Ids(1, 1, 1, 1, 1, 2, 2, 2, 0, 0),
            cat([firstOut, secondOut, Ids(0)], 1), Ids(1, 1, 1, 2, 2, 2, 2, 0),
            Packed: true));

        var first = model.forward(new(firstIn, null, firstOut, null, Packed: false));
        var second = model.forward(new(secondIn, null, secondOut, null, Packed: false));
        Assert.InRange(GoldenModel.Difference(first, packed.narrow(1, 0, 3)), 0, Tolerance);
        Assert.InRange(GoldenModel.Difference(second, packed.narrow(1, 3, 4)), 0, Tolerance);
        Assert.True(packed.isfinite().all().item<bool>());
    }

    [Fact]
    public void Packed_rows_without_segments_are_refused()
    {
        var model = GoldenModel.Load(GoldenModel.V11).Model;
        var inputs = new T5Inputs(Ids(5, 1), null, Ids(0, 3), null, Packed: true);

        var error = Assert.Throws<ArgumentNullException>(() => model.forward(inputs));

        Assert.Contains("segment ids", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Ids(params long[] ids) => tensor(ids).unsqueeze(0);
}
