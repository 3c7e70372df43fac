using CsCheck;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public class DecoderInputsTests
{
    private static readonly T5Config Config = T5Config.V10Small with { DecoderStartId = 3 };

    [Fact]
    public void Targets_move_one_place_and_the_start_comes_first()
    {
        using var targets = tensor(new long[,] { { 5, 6, 1, -100 }, { 7, 1, -100, -100 } });

        using var inputs = DecoderInputs.FromTargets(targets, Config);

        Assert.Equal([3L, 5, 6, 1, 3, 7, 1, 0], inputs.data<long>().ToArray());
        Assert.Equal([5L, 6, 1, -100, 7, 1, -100, -100], targets.data<long>().ToArray());
    }

    [Fact]
    public void Each_example_of_a_packed_row_begins_with_the_start()
    {
        using var targets = tensor(new long[,] { { 5, 1, 7, 8, 1, 0 } });
        using var segments = tensor(new long[,] { { 1, 1, 2, 2, 2, 0 } });

        using var inputs = DecoderInputs.FromTargets(targets, Config, segments);

        Assert.Equal([3L, 5, 3, 7, 8, 0], inputs.data<long>().ToArray());
    }

    [Fact]
    public void A_list_and_a_batch_of_it_agree_for_any_targets() => Gen.Int[-1, 9].Select(id => id < 0 ? DecoderInputs.Ignored : id).Array[1, 12].Sample(ids =>
    {
        using var targets = tensor(Array.ConvertAll(ids, id => (long)id), [1, ids.Length]);

        using var inputs = DecoderInputs.FromTargets(targets, Config);

        Assert.Equal(DecoderInputs.FromTargets(ids, Config), Array.ConvertAll(inputs.data<long>().ToArray(), id => (int)id));
    }, iter: 50);

    [Fact]
    public void Ids_of_another_shape_or_type_are_refused_by_name()
    {
        using var floats = zeros(1, 2);
        using var flat = zeros([2], ScalarType.Int64);
        using var targets = zeros([1, 2], ScalarType.Int64);

        Assert.Contains("'targets'", Assert.Throws<ArgumentException>(() => DecoderInputs.FromTargets(floats, Config)).Message, StringComparison.Ordinal);
        Assert.Contains("'targets'", Assert.Throws<ArgumentException>(() => DecoderInputs.FromTargets(flat, Config)).Message, StringComparison.Ordinal);
        Assert.Contains("'segmentIds'", Assert.Throws<ArgumentException>(() => DecoderInputs.FromTargets(targets, Config, flat)).Message, StringComparison.Ordinal);
    }
}
