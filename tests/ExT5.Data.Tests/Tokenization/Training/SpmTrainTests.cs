namespace ExT5.Data.Tests;

/// <summary>Against Google's own programs (Debian's package <c>sentencepiece</c>), where they are installed.</summary>
public class SpmTrainTests
{
    private const double OnePercent = 0.01;

    [Fact]
    public void Our_vocabulary_needs_at_most_one_percent_more_tokens_than_spm_train()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var text = Path.Combine(folder, "text");
        File.WriteAllLines(text, TrainingText.Lines(4000));
        SentencePiecePrograms.Start("spm_train", $"--input={text}", $"--model_prefix={folder}/spm", "--vocab_size=300", "--pad_id=0", "--eos_id=1", "--unk_id=2", "--bos_id=-1");
        var theirs = T5Vocabulary.Load(Path.Combine(folder, "spm.model"));
        var ours = TrainingText.Train(new UnigramTrainerOptions() { VocabularySize = 300 }, File.ReadLines(text)).ToVocabulary();

        Assert.InRange(Tokens(ours) / (double)Tokens(theirs), 0, 1 + OnePercent);
    }

    [Fact]
    public void Spm_encode_reads_our_model_and_gives_the_same_ids()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "spiece.model");
        var trained = TrainingText.Train(new UnigramTrainerOptions() { VocabularySize = 300 }, TrainingText.Lines(2000));
        trained.Save(path);
        var lines = TrainingText.Lines(100, seed: 2).Append("ｔｒａｉｎ\u3000Model ①").ToArray();

        var theirs = SentencePiecePrograms.Run("spm_encode", lines, $"--model={path}", "--output_format=id");

        var ours = T5Vocabulary.Load(path);
        Assert.Equal(theirs, lines.Select(line => string.Join(' ', GoldenTokenizer.Encode(ours, line))));
    }

    private static int Tokens(T5Vocabulary vocabulary)
        => TrainingText.Lines(500, seed: 2).Sum(line => GoldenTokenizer.Encode(vocabulary, line).Length);
}
