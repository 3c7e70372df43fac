using System.Collections.Concurrent;

namespace ExT5.Data.Tests;

/// <summary>
/// Ids and decoded text against SentencePiece's programs. They read and write lines, so texts with line ends are not sent
/// (SentencePiece maps them to spaces as it maps tabs, which are sent).
/// </summary>
public class SentencePieceParityTests
{
    private const string Shipped = "samples/Pretrain/assets/apidocs.8k.model";
    private const int LinesAtATime = 50_000;
    private const int MostShown = 5;

    [Fact]
    public void A_million_lines_give_the_ids_and_text_of_SentencePiece() => Compare(Repository(Shipped), 1_000_000, ParityText.Line);

    [Fact]
    public void A_hundred_thousand_random_strings_give_the_ids_and_text_of_SentencePiece() => Compare(Repository(Shipped), 100_000, ParityText.Fuzz);

    [Fact]
    public void A_million_lines_give_the_ids_and_text_of_SentencePiece_for_T5() => Compare(T5, 1_000_000, ParityText.Line);

    [Fact]
    public void A_hundred_thousand_random_strings_give_the_ids_and_text_of_SentencePiece_for_T5() => Compare(T5, 100_000, ParityText.Fuzz);

    [Fact]
    public void Long_texts_give_the_ids_and_text_of_SentencePiece() => Compare(Repository(Shipped), 60, ParityText.Long);

    [Theory]
    [InlineData("uni8k")]
    [InlineData("uni8k_bf")]
    [InlineData("uni8k_ext")]
    [InlineData("keep_spaces")]
    [InlineData("space_behind")]
    [InlineData("no_prefix")]
    public void Other_models_give_the_ids_and_text_of_SentencePiece(string model)
    {
        Compare(GoldenTokenizer.PathOf(model + ".model"), 20_000, ParityText.Line);
        Compare(GoldenTokenizer.PathOf(model + ".model"), 20_000, ParityText.Fuzz);
    }

    [Theory]
    [InlineData("identity", "")]
    [InlineData("identity", "--add_dummy_prefix=false")]
    [InlineData("identity", "--remove_extra_whitespaces=false")]
    [InlineData("identity", "--add_dummy_prefix=false --remove_extra_whitespaces=false")]
    [InlineData("identity", "--treat_whitespace_as_suffix=true")]
    [InlineData("identity", "--byte_fallback=true --character_coverage=0.98")]
    [InlineData("identity", "--user_defined_symbols=<mark>,<extra_id_0>,aa")]
    [InlineData("nfkc_cf", "--remove_extra_whitespaces=false")]
    [InlineData("nmt_nfkc", "--split_by_whitespace=false --add_dummy_prefix=false")]
    public void Models_that_spm_train_makes_without_and_with_a_character_map_load_as_SentencePiece_loads_them(string rule, string options)
    {
        Assert.SkipUnless(ParityText.Exists, "The .NET SDK's documentation, which the lines are made of, is not installed.");
        var folder = Directory.CreateTempSubdirectory().FullName;
        var random = new Random(7);
        File.WriteAllLines(Path.Combine(folder, "text"), Enumerable.Range(0, 4_000).Select(_ => ParityText.Pick(random)));
        SentencePiecePrograms.Start(
            "spm_train", [$"--input={folder}/text", $"--model_prefix={folder}/spm", "--vocab_size=800", "--hard_vocab_limit=false", $"--normalization_rule_name={rule}",
            "--pad_id=0", "--eos_id=1", "--unk_id=2", "--bos_id=-1", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Compare($"{folder}/spm.model", 3_000, ParityText.Line);
        Compare($"{folder}/spm.model", 3_000, ParityText.Fuzz);
        Directory.Delete(folder, recursive: true);
    }

    private static string T5 => SharedFolder.Require("data/vocab/t5/spiece.model");

    private static string Repository(string path) => Path.Combine(SharedFolder.RepositoryRoot, path);

    private static void Compare(string model, int lines, Func<Random, string> line)
    {
        Assert.SkipUnless(ParityText.Exists, "The .NET SDK's documentation, which the lines are made of, is not installed.");
        SentencePiecePrograms.Run("spm_encode", [], $"--model={model}");
        var vocabulary = T5Vocabulary.Load(model);
        var differences = new ConcurrentBag<string>();

        Parallel.For(0, (lines + LinesAtATime - 1) / LinesAtATime, part =>
        {
            var random = new Random(part);
            var texts = Enumerable.Range(0, Math.Min(lines, LinesAtATime)).Select(_ => line(random)).ToArray();
            Compare(vocabulary, model, texts, differences);
        });

        Assert.True(differences.IsEmpty, $"{differences.Count} differ:\n{string.Join('\n', differences.Order().Take(MostShown))}");
    }

    private static void Compare(T5Vocabulary vocabulary, string model, string[] texts, ConcurrentBag<string> differences)
    {
        var ids = SentencePiecePrograms.Run("spm_encode", texts, $"--model={model}", "--output_format=id");
        var decoded = SentencePiecePrograms.Run("spm_decode", ids, $"--model={model}", "--input_format=id");
        Assert.Equal((texts.Length, texts.Length), (ids.Length, decoded.Length));
        for (var i = 0; i < texts.Length; i++)
        {
            var own = GoldenTokenizer.Encode(vocabulary, texts[i]);
            var shown = string.Join(' ', own);
            if (shown != ids[i]) differences.Add($"'{Shown(texts[i])}'\n  SentencePiece {ids[i]}\n  T5Vocabulary  {shown}");
            var text = vocabulary.Decode(own, keepSentinels: true);
            if (shown == ids[i] && text != decoded[i]) differences.Add($"{shown}\n  SentencePiece '{Shown(decoded[i])}'\n  T5Vocabulary  '{Shown(text)}'");
        }
    }

    private static string Shown(string text)
        => string.Concat(text.Take(200).Select(c => c is >= ' ' and < '\u007F' ? c.ToString() : $"\\u{(int)c:X4}"));
}
