using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class OutsideTasksRealTests
{
    [Fact]
    public async Task Every_pair_of_WMT16_is_translated() => Assert.All(await RealRows.JsonLines("other_seq2seq/wmt16_en_ro_sample/train.json"), row =>
    {
        var example = row.Example("wmt16_enro");

        Assert.Equal("translate English to Romanian: " + row.Row("translation").Text("en"), example.Input);
        Assert.Equal(row.Row("translation").Text("ro"), example.Target);
    });

    [Theory]
    [InlineData("arc_easy", "ai2_arc__ARC-Easy__1.0.0", "ARC-V1-Feb2018-2/ARC-Easy/ARC-Easy-Train.jsonl")]
    [InlineData("arc_challenge", "ai2_arc__ARC-Challenge__1.0.0", "ARC-V1-Feb2018-2/ARC-Challenge/ARC-Challenge-Train.jsonl")]
    public void Questions_of_ARC_are_answered_with_a_choice(string task, string archive, string entry) => Assert.All(RealRows.DummyLines(archive, entry), json =>
    {
        var example = DataRow.FromJson(json).Example(task);

        var choices = json.GetProperty("question").Items("choices");
        Assert.Equal(choices.Single(choice => choice.Text("label") == json.Text("answerKey")).Text("text"), example.Target);
        Assert.StartsWith("arc question: " + json.GetProperty("question").Text("stem") + " choices: (A) " + choices[0].Text("text") + " (B) ", example.Input);
    });

    [Fact]
    public async Task Every_entity_of_CoNLL_is_written_with_its_kind()
    {
        foreach (var sentence in await Sentences("semantic_parsing_and_data2text/conll2003_ner/eng.train"))
        {
            var (words, tags) = (sentence.Select(fields => fields[0]).ToArray(), sentence.Select(fields => fields[3]).ToArray());

            var example = RealRows.Of(("tokens", words), ("ner_tags", tags)).Example("conll03_ner");

            Assert.Equal("ner: " + string.Join(' ', words), example.Input);
            // IOB1: an entity begins where the tag is not O and not the one before, or begins with B.
            var begins = tags.Where((tag, i) => tag != "O" && (tag[0] == 'B' || i == 0 || tags[i - 1] == "O" || tags[i - 1][1..] != tag[1..])).ToArray();
            Assert.Equal(begins.Select(tag => "[" + tag[2..] + "]"), Marks(example.Target));
            Assert.Equal(words.Zip(tags).Where(each => each.Second != "O").Select(each => each.First).DefaultIfEmpty("none"), Words(example.Target));
        }

        static IEnumerable<string> Marks(string target) => target.Split(' ').Where(IsMark);
        static IEnumerable<string> Words(string target) => target.Split(' ').Where(word => !IsMark(word));
        static bool IsMark(string word) => word is "[PER]" or "[ORG]" or "[LOC]" or "[MISC]";
    }

    private static async Task<IEnumerable<string[][]>> Sentences(string file)
    {
        var text = await File.ReadAllTextAsync(SharedFolder.Require($"data/tasks/{file}"));
        return text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToArray())
            .Where(sentence => sentence.Length > 0 && sentence[0][0] != "-DOCSTART-");
    }
}
