namespace ExT5.Data.Tests;

public class ExampleTokenizerTests
{
    private static readonly ByteVocabulary Bytes = new();

    [Theory]
    [InlineData("append_eos-1")]
    [InlineData("append_eos_after_trim-1")]
    public void EOS_is_appended_as_SeqIO_does(string id)
    {
        var seqio = GoldenTokenizer.Json("append_eos.json")["cases"]!.AsArray().Single(value => (string)value!["id"]! == id)!;
        var features = seqio["params"]!["add_eos"]!.AsObject().Where(feature => (bool)feature.Value!).Select(feature => feature.Key);

        foreach (var feature in features)
        {
            var length = (int?)seqio["params"]!["sequence_length"]?[feature] ?? int.MaxValue;
            var ids = EndOfSequence.Append(GoldenTokenizer.Ints(seqio["input"]![feature]), (int)seqio["params"]!["eos_id"]!, length, TruncationSide.Right);
            Assert.Equal(GoldenTokenizer.Ints(seqio["expected"]![feature]), ids);
        }
    }

    [Fact]
    public void Texts_become_ids_with_one_EOS_within_the_lengths()
    {
        var tokenizer = new ExampleTokenizer(Bytes, new BatchShape(1, Inputs: 4, Targets: 3));

        var example = tokenizer.Tokenize(new TextExample("abc", "xyz"));

        Assert.Equal([100, 101, 102, 1], example.Inputs);
        Assert.Equal([123, 124, 1], example.Targets);
        Assert.Equal((0, 1), (tokenizer.TruncatedInputs, tokenizer.TruncatedTargets));
    }

    [Fact]
    public void An_empty_text_is_EOS_alone()
    {
        var example = new ExampleTokenizer(Bytes, new BatchShape(1, 8, 8)).Tokenize(new TextExample("", ""));

        Assert.Equal([1], example.Inputs);
        Assert.Equal([1], example.Targets);
    }

    [Fact]
    public void Truncations_are_counted_from_all_threads()
    {
        var tokenizer = new ExampleTokenizer(Bytes, new BatchShape(1, 4, 4));

        Parallel.For(0, 1000, _ => tokenizer.Tokenize(new TextExample("too long", "ok")));

        Assert.Equal((1000, 0), (tokenizer.TruncatedInputs, tokenizer.TruncatedTargets));
    }
}
