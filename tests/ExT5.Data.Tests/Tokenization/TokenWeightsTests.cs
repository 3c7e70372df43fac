using CsCheck;

namespace ExT5.Data.Tests;

public class TokenWeightsTests
{
    private static readonly BatchShape Roomy = new(1, 8, 4096);

    private static readonly string[] Samples = ["a", "word", "Größe", "日本", "𝄞", "café", "x1", "the", "reasonable", "naïve", "(b)", "e\u0301tude"];

    private static readonly Gen<(string Word, float Weight)[]> Words = Gen.Select(
        Gen.Int[0, Samples.Length - 1].Select(i => Samples[i]), Gen.Int[0, 3].Select(i => new[] { 0f, 1f, 0.5f, 2f }[i])).Array[1, 12];

    public static TheoryData<string> Vocabularies => ["bytes", "uni8k", "uni8k_bf", "uni8k_ext"];

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Every_token_has_the_weight_of_its_word(string name)
    {
        var vocabulary = VocabularyOf(name);
        Words.Sample(words =>
        {
            var example = new ExampleTokenizer(vocabulary, Roomy).Tokenize(Example(words));

            var plain = new ExampleTokenizer(vocabulary, Roomy).Tokenize(Example(words) with { TargetWeights = null });
            Assert.Equal(plain.Targets, example.Targets);
            Assert.Null(plain.TargetWeights);
            foreach (var weight in new[] { 0.5f, 1f, 2f })
                Assert.Equal(
                    Spelled(vocabulary, GoldenTokenizer.Encode(vocabulary, string.Join(' ', words.Where(word => word.Weight == weight).Select(word => word.Word)))),
                    Spelled(vocabulary, [.. example.Targets[..^1].Where((_, i) => example.TargetWeights![i] == weight)]));
            Assert.Equal(words[^1].Weight, example.TargetWeights![^1]);
        }, iter: 300);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Weights_are_cut_with_their_targets_from_either_end(string name)
    {
        var vocabulary = VocabularyOf(name);
        Gen.Select(Words, Gen.Int[1, 30], Gen.Bool).Sample((words, length, left) =>
        {
            var truncation = new Truncation(TruncationSide.Right, left ? TruncationSide.Left : TruncationSide.Right);
            var whole = new ExampleTokenizer(vocabulary, Roomy).Tokenize(Example(words));

            var cut = new ExampleTokenizer(vocabulary, new BatchShape(1, 8, length)).Tokenize(Example(words), truncation);

            var (all, kept) = (whole.Targets.Length - 1, cut.Targets.Length - 1);
            var range = left ? (all - kept)..all : ..kept;
            Assert.Equal(Math.Min(all, length - 1), kept);
            Assert.Equal(whole.Targets[range], cut.Targets[..^1]);
            Assert.Equal(whole.TargetWeights![range], cut.TargetWeights![..^1]);
            Assert.Equal((all - kept, vocabulary.EosId), (cut.DroppedTargets, cut.Targets[^1]));
        }, iter: 300);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(int.MaxValue, 2, 1)]
    [InlineData(0, int.MaxValue, 1)]
    [InlineData(0, 2, -0.1f)]
    [InlineData(0, 2, float.NaN)]
    [InlineData(0, 2, float.PositiveInfinity)]
    public void A_part_that_does_not_fit_is_refused(int start, int length, float weight) =>
        Assert.Throws<FormatException>(() => new ExampleTokenizer(new ByteVocabulary(), Roomy).Tokenize(
            new TextExample("", "abcde") { TargetWeights = [new(start, length, weight)] }));

    [Fact]
    public void Parts_that_overlap_are_refused_and_none_at_all_teach_nothing()
    {
        var tokenizer = new ExampleTokenizer(new ByteVocabulary(), Roomy);

        Assert.Throws<FormatException>(() => tokenizer.Tokenize(new TextExample("", "abcde") { TargetWeights = [new(0, 3), new(2, 1)] }));
        Assert.Equal([0, 0, 0], tokenizer.Tokenize(new TextExample("", "ab") { TargetWeights = [] }).TargetWeights!);
        Assert.Equal([1, 0, 0], tokenizer.Tokenize(new TextExample("", "ab") { TargetWeights = [new(0, 1)] }).TargetWeights!);
    }

    private static Vocabulary VocabularyOf(string name) => name == "bytes" ? new ByteVocabulary() : GoldenTokenizer.Load(name);

    // What a vocabulary cannot spell is unknown in both; spaces between words belong to neither.
    private static string Spelled(Vocabulary vocabulary, int[] ids) => vocabulary.Decode(ids).Replace(" ", "", StringComparison.Ordinal);

    private static TextExample Example((string Word, float Weight)[] words)
    {
        var (parts, at) = (new List<TargetWeight>(), 0);
        foreach (var (word, weight) in words)
        {
            parts.Add(new TargetWeight(at, word.Length, weight));
            at += word.Length + 1;
        }

        return new TextExample("", string.Join(' ', words.Select(word => word.Word))) { TargetWeights = parts };
    }
}
