namespace ExT5.Data.Tests;

/// <summary>Against Google's own programs (Debian's package <c>sentencepiece</c>), where they are installed.</summary>
public class SpmTrainTests
{
    private const double OnePercent = 0.01;

    private static readonly string[] T5Ids = ["--pad_id=0", "--eos_id=1", "--unk_id=2", "--bos_id=-1"];

    [Fact]
    public void Our_vocabulary_needs_at_most_one_percent_more_tokens_than_spm_train()
        => CompareTokens(TrainingText.Lines(4000), TrainingText.Lines(500, seed: 2), 300);

    [Fact]
    public void Our_vocabulary_of_English_needs_at_most_one_percent_more_tokens_than_spm_train()
    {
        Assert.SkipUnless(ParityText.Exists, "The .NET SDK's documentation, which the lines are made of, is not installed.");
        var random = new Random(1);
        var lines = Enumerable.Range(0, 12_000).Select(_ => ParityText.Pick(random)).ToArray();

        CompareTokens(lines[2000..], lines[..2000], 2000);
    }

    public static TheoryData<string, UnigramTrainerOptions> Kinds => new()
    {
        { "plain", new() { VocabularySize = 300 } },
        { "byte fallback and sentinels", new() { VocabularySize = 600, HardVocabularyLimit = false, ByteFallback = true, UserDefinedSymbols = ["<extra_id_0>", "<extra_id_1>"] } },
        { "case folding, digits apart", new() { VocabularySize = 300, Normalization = NormalizationRule.NmtNfkcCaseFold, SplitDigits = true } },
        { "text as it is", new() { VocabularySize = 300, Normalization = NormalizationRule.Identity, RemoveExtraWhitespaces = false } },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Spm_encode_and_spm_decode_read_our_model_and_give_the_same_ids_and_text(string kind, UnigramTrainerOptions options)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory(kind[..4]).FullName, "spiece.model");
        TrainingText.Train(options, TrainingText.Lines(2000)).Save(path);
        string[] lines = [.. TrainingText.Lines(100, seed: 2), "ｔｒａｉｎ\u3000Model ① 漢 ½", "<extra_id_0> token  <extra_id_1>", "", "ÉCLAIR 2026"];

        var theirs = SentencePiecePrograms.Run("spm_encode", lines, $"--model={path}", "--output_format=id");
        var text = SentencePiecePrograms.Run("spm_decode", theirs, $"--model={path}", "--input_format=id");

        var ours = T5Vocabulary.Load(path);
        var ids = lines.Select(line => GoldenTokenizer.Encode(ours, line)).ToArray();
        Assert.Equal(theirs, ids.Select(line => string.Join(' ', line)));
        Assert.Equal(text, ids.Select(line => ours.Decode(line.AsSpan(), keepSentinels: true)));
    }

    private static void CompareTokens(string[] training, string[] test, int size)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllLines(Path.Combine(folder, "text"), training);
        SentencePiecePrograms.Start("spm_train", [$"--input={folder}/text", $"--model_prefix={folder}/spm", $"--vocab_size={size}", .. T5Ids]);
        var theirs = T5Vocabulary.Load(Path.Combine(folder, "spm.model"));
        var ours = TrainingText.Train(new UnigramTrainerOptions() { VocabularySize = size }, training).ToVocabulary();

        Assert.Equal(theirs.Size, ours.Size);
        Assert.InRange(Tokens(ours, test) / (double)Tokens(theirs, test), 0, 1 + OnePercent);
    }

    private static int Tokens(T5Vocabulary vocabulary, string[] lines) => lines.Sum(line => GoldenTokenizer.Encode(vocabulary, line).Length);
}
