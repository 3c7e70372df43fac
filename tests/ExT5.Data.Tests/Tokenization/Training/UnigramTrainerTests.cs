namespace ExT5.Data.Tests;

public class UnigramTrainerTests
{
    private static readonly UnigramTrainerOptions Small = new() { VocabularySize = 300 };

    [Fact]
    public void A_trained_model_is_a_vocabulary_of_the_wanted_size_with_the_ids_of_T5()
    {
        var vocabulary = TrainingText.Train(Small, TrainingText.Lines(2000)).ToVocabulary(extraIds: 10);

        Assert.Equal([0, 1, 2, 310, 10], new[] { vocabulary.PadId, vocabulary.EosId, vocabulary.UnknownId, vocabulary.Size, vocabulary.SentinelCount });
        Assert.Equal("trainmodels rereading", vocabulary.Decode(GoldenTokenizer.Encode(vocabulary, "  trainmodels\u00A0rereading ")));
    }

    [Fact]
    public void Threads_do_not_change_the_model()
    {
        var one = TrainingText.Train(Small with { Threads = 1 }, TrainingText.Lines(3000));
        var many = TrainingText.Train(Small with { Threads = 7 }, TrainingText.Lines(3000));

        Assert.True(one.Model.Span.SequenceEqual(many.Model.Span));
    }

    [Fact]
    public void Byte_fallback_and_symbols_stand_in_the_model()
    {
        var options = Small with { VocabularySize = 520, ByteFallback = true, UserDefinedSymbols = ["<extra_id_0>", "<extra_id_1>"], ControlSymbols = ["<mode>"], HardVocabularyLimit = false };
        var vocabulary = TrainingText.Train(options, TrainingText.Lines(2000)).ToVocabulary();

        Assert.Equal(2, vocabulary.SentinelCount);
        Assert.Equal("train 漢 model", vocabulary.Decode(GoldenTokenizer.Encode(vocabulary, "train 漢 model")));
    }

    [Fact]
    public void A_text_too_small_names_the_largest_possible_vocabulary_and_that_one_trains()
    {
        var refusal = Assert.Throws<VocabularyException>(() => TrainingText.Train(new UnigramTrainerOptions() { VocabularySize = 32_000 }, TrainingText.Lines(50)));
        var largest = int.Parse(refusal.Message.Split("Set it to ")[1].Split(' ')[0]);

        Assert.Equal(largest, TrainingText.Train(new UnigramTrainerOptions() { VocabularySize = 32_000, HardVocabularyLimit = false }, TrainingText.Lines(50)).Size);
    }

    [Fact]
    public void A_vocabulary_without_room_for_the_characters_is_refused()
        => Assert.Contains("special pieces", Assert.Throws<VocabularyException>(() => TrainingText.Train(new UnigramTrainerOptions() { VocabularySize = 10 }, TrainingText.Lines(50))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("   ", "\n\n")]
    public void No_text_is_refused(params string[] texts)
        => Assert.Contains("no usable line", Assert.Throws<VocabularyException>(() => TrainingText.Train(Small, texts)).Message, StringComparison.Ordinal);

    [Fact]
    public void Training_can_be_stopped()
        => Assert.ThrowsAny<OperationCanceledException>(() => new UnigramTrainer(Small).Train(TrainingText.Lines(2000), cancellationToken: new CancellationToken(canceled: true)));

    public static TheoryData<string, UnigramTrainerOptions> BadOptions => new()
    {
        { "'VocabularySize' is 0", new() { VocabularySize = 0 } },
        { "'CharacterCoverage' is NaN", new() { CharacterCoverage = double.NaN } },
        { "'ShrinkingFactor' is 1", new() { ShrinkingFactor = 1 } },
        { "'SubIterations' is 0", new() { SubIterations = 0 } },
        { "'PadId' is -1", new() { PadId = -1 } },
        { "'Threads' is 0", new() { Threads = 0 } },
        { "'Normalization' is 9", new() { Normalization = (NormalizationRule)9 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void A_bad_option_is_named(string message, UnigramTrainerOptions options)
        => Assert.Contains(message, Assert.Throws<ArgumentException>(() => new UnigramTrainer(options)).Message, StringComparison.Ordinal);
}
