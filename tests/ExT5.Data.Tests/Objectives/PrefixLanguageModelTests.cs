using CsCheck;

namespace ExT5.Data.Tests;

public class PrefixLanguageModelTests
{
    [Fact]
    public void Prefix_and_continuation_join_to_the_segment_and_fit_with_their_EOS() => Gen.Select(
        Gen.Int[3, 200], Gen.Int[2, 200], Gen.ULong).Sample((inputs, targets, key) =>
    {
        var shape = new BatchShape(1, inputs, targets);
        var tokens = Enumerable.Range(3, new PrefixLanguageModel().SegmentLength(shape, new ByteVocabulary())).ToArray();
        var random = new CounterRandom(key);

        var example = new PrefixLanguageModel().Corrupt(tokens, shape, new ByteVocabulary(), ref random);

        return example.Inputs.Concat(example.Targets).SequenceEqual(tokens)
            && example.Inputs.Length is > 0 && example.Inputs.Length < inputs
            && example.Targets.Length is > 0 && example.Targets.Length < targets;
    });

    [Fact]
    public void Every_cut_is_used()
    {
        var shape = new BatchShape(1, 9, 9);
        var cuts = new HashSet<int>();
        for (var key = 0UL; key < 200; key++)
        {
            var random = new CounterRandom(key);
            cuts.Add(new PrefixLanguageModel().Corrupt([3, 4, 5, 6, 7, 8, 9, 10], shape, new ByteVocabulary(), ref random).Inputs.Length);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], cuts.Order());
    }
}
