using CsCheck;

namespace ExT5.Data.Tests;

/// <summary>What denoising hides is named by the vocabulary's sentinels in their order, whatever their ids are.</summary>
public class SentinelOrderTests
{
    private const int Size = 60;

    private static readonly Gen<int[]> SentinelIds = Gen.Select(
        Gen.Int[0, 40], Gen.Int[0, 2], Gen.Shuffle(Enumerable.Range(3, Size - 3).ToArray())).Select((count, order, ids) =>
        order switch { 0 => [.. ids[..count].Order()], 1 => [.. ids[..count].OrderDescending()], _ => ids[..count] });

    private static readonly Gen<Objective> Objectives = Gen.OneOf(
        Gen.Select(Gen.Double[0.05, 0.6], Gen.Double[1, 6]).Select((density, mean) => (Objective)new SpanCorruption(density, mean)),
        Gen.Double[0.05, 0.6].Select(density => (Objective)new IidDenoising(density)),
        Gen.Double[0.05, 0.5].Select(density => (Objective)new MixtureOfDenoisers(
            new Denoiser(new SpanCorruption(density)), new Denoiser(new IidDenoising(density)), new Denoiser(new PrefixLanguageModel()))));

    [Fact]
    public void The_nth_mask_is_the_nth_sentinel_of_any_vocabulary_or_opening_says_that_sentinels_are_missing() => Gen.Select(
        SentinelIds, Objectives, Gen.Int[8, 90], Gen.Int[8, 90], Gen.ULong).Sample((ids, objective, inputs, targets, key) =>
    {
        var (vocabulary, shape) = (SentinelVocabulary.Of(Size, ids), new BatchShape(1, inputs, targets));
        int length;
        try
        {
            length = objective.SegmentLength(shape, vocabulary);
        }
        catch (RegistryException error)
        {
            Assert.True(error.Message.Contains($"has {ids.Length}", StringComparison.Ordinal) || error.Message.Contains("Targets", StringComparison.Ordinal));
            return;
        }

        int[] plain = [.. Enumerable.Range(3, Size - 3).Except(ids)];
        int[] tokens = [.. Enumerable.Range(0, length).Select(i => plain[i % plain.Length])];
        var random = new CounterRandom(key);
        var example = objective.Corrupt(tokens, shape, vocabulary, ref random);

        AssertInOrder(example.Inputs);
        AssertInOrder(example.Targets);
        Assert.Equal(tokens, RestoredTokens.Of(example, vocabulary));

        void AssertInOrder(int[] given)
        {
            var sentinels = SentinelVocabulary.IndexesIn(given, vocabulary).ToList();
            Assert.Equal(Enumerable.Range(0, sentinels.Count), sentinels);
            Assert.DoesNotContain(given, id => id < 3);
        }
    }, iter: 2_000);

    [Fact]
    public void Every_mask_of_a_trained_vocabulary_with_sentinels_among_its_pieces_is_a_sentinel()
    {
        string[] text = [.. Enumerable.Range(0, 200).Select(i => $"the {i} quick brown foxes jump over lazy dogs {i * 7}")];
        var vocabulary = new UnigramTrainer(new UnigramTrainerOptions
        {
            VocabularySize = 120,
            UserDefinedSymbols = [.. Enumerable.Range(0, 20).Select(index => $"<extra_id_{index}>")],
        }).Train(text).ToVocabulary();
        var random = new CounterRandom(1);

        var example = new SpanCorruption().Corrupt(Enumerable.Range(30, 60).ToArray(), new BatchShape(1, 64, 24), vocabulary, ref random);

        Assert.Equal([3, 4, 5], example.Inputs.Where(id => id < 30));
        Assert.Equal([3, 4, 5], example.Targets.Where(id => id < 30));
    }

    [Theory]
    [InlineData("user_defined_sentinels.spiece.model", 64, 24, 3)]
    [InlineData("ascending_tokenizer.json", 80, 30, 40)]
    public async Task Masks_of_files_whose_sentinels_ascend_are_their_sentinels(string file, int inputs, int targets, int first)
    {
        var vocabulary = T5Vocabulary.Load(SharedFolder.Require("cases/real_files/F01/" + file));
        var task = Seq2SeqTask.Create<string>("text", task => task
            .ReadFrom(new InMemorySource<string>([string.Concat(Enumerable.Repeat("ab cd the fox ", 100))]))
            .Denoise(row => row, new SpanCorruption()));
        using var pipeline = await Seq2SeqPipeline.OpenAsync(new TaskRegistry([task], []), "text", vocabulary, new BatchShape(1, inputs, targets), seed: 1);

        var batch = pipeline.Next();

        Assert.Equal([0, 1, 2], SentinelVocabulary.IndexesIn(batch.EncoderInputTokens, vocabulary).Take(3));
        Assert.Equal([0, 1, 2], SentinelVocabulary.IndexesIn(batch.DecoderTargetTokens, vocabulary).Take(3));
        Assert.Equal([first, first + 1], batch.EncoderInputTokens.Where(id => id == first || id == first + 1));
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(30, 0)]
    public void Opening_says_how_many_sentinels_are_needed_and_there(int pieces, int sentinels)
    {
        var vocabulary = SentinelVocabulary.Of(pieces + sentinels, Enumerable.Range(3, sentinels).ToArray());

        var spans = Assert.Throws<RegistryException>(() => new SpanCorruption(0.5, 1).SegmentLength(new BatchShape(1, 64, 64), vocabulary));
        var tokens = Assert.Throws<RegistryException>(() => new IidDenoising(0.5).SegmentLength(new BatchShape(1, 64, 64), vocabulary));

        // 63 tokens, EOS aside, of which 32 are hidden (half to even): 31 spans, each behind a plain token; single ones may
        // stand at both ends, and then are 32 with 31 plain tokens between them.
        Assert.Contains($"31 sentinels, but the vocabulary has {sentinels}", spans.Message, StringComparison.Ordinal);
        Assert.Contains($"up to 32 sentinels, but the vocabulary has {sentinels}", tokens.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Modes_that_the_vocabulary_cannot_tell_apart_are_refused()
    {
        var vocabulary = SentinelVocabulary.Of(40, 3, 4, 5, 6, 7, 8, 9, 10);
        var objective = new MixtureOfDenoisers(
            new Denoiser(new PrefixLanguageModel(), ModeToken: "[S]"), new Denoiser(new SpanCorruption(), ModeToken: "[R]"));

        var error = Assert.Throws<RegistryException>(() => objective.SegmentLength(new BatchShape(1, 32, 32), vocabulary));

        Assert.Contains("'[S]' and '[R]'", error.Message, StringComparison.Ordinal);
    }
}
