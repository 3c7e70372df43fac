namespace ExT5.Data.Tests;

/// <summary>A path that is not a vocabulary's says so in the library's own words.</summary>
public class VocabularyPathTests
{
    [Theory]
    [InlineData("config.json", """{"architectures": ["T5ForConditionalGeneration"], "d_model": 8}""", "a model's configuration")]
    [InlineData("config.json", """{"d_model": 8, "model_type": "t5"}""", "a model's configuration")]
    [InlineData("tokenizer_config.json", """{"extra_ids": 100}""", "a tokenizer's configuration")]
    [InlineData("notes.txt", "One line of text.\nAnother.\n", "is a text")]
    [InlineData("vocab.txt", "[PAD]\n[UNK]\n", "is a text")]
    [InlineData("spiece.model", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "Git LFS")]
    [InlineData("tokenizer.json", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "Git LFS")]
    [InlineData("spiece.model", "", "is empty")]
    public void A_file_of_another_kind_is_called_by_its_name(string name, string content, string part)
    {
        using var folder = new ModelFolder((name, content));

        var error = Assert.Throws<VocabularyException>(() => T5Vocabulary.Load(folder[name]));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder[name], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("absent/spiece.model")]
    public void A_path_with_nothing_there_is_named(string name)
    {
        using var folder = new ModelFolder();

        var error = Assert.Throws<FileNotFoundException>(() => T5Vocabulary.Load(folder[name]));

        Assert.Contains($"There is no vocabulary '{folder[name]}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "BertTokenizer"}""", "BertTokenizer")]
    [InlineData("""{"tokenizer_class": "ByT5Tokenizer"}""", "use ByteVocabulary")]
    public void A_folder_of_another_tokenizer_says_which(string config, string part)
    {
        using var folder = new ModelFolder(("tokenizer_config.json", config));
        File.Delete(folder["spiece.model"]);

        Assert.Contains(part, Assert.Throws<VocabularyException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n ")]
    public void A_tokenizer_json_may_begin_with_a_mark_or_white_space(string before)
    {
        using var folder = new ModelFolder(("tokenizer.json", before + TokenizerJsonText.Tiny().ToJsonString()));

        Assert.Equal(9, T5Vocabulary.Load(folder["tokenizer.json"]).Size);
    }
}
