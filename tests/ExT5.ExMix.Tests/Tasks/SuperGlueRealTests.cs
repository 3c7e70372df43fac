using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>SuperGLUE's tasks over rows of SuperGLUE's own files, as they are.</summary>
public sealed class SuperGlueRealTests
{
    [Theory]
    [InlineData("super_glue_rte", "nli/rte/train.jsonl", "rte", 2_490)]
    [InlineData("super_glue_cb", "nli/cb/train.jsonl", "cb", 250)]
    public async Task Every_row_of_RTE_and_CB_is_formatted(string task, string file, string name, int count)
    {
        var rows = await RealRows.JsonLines(file);

        Assert.Equal(count, rows.Count);
        Assert.All(rows, row => Check(
            task, row, name + " hypothesis: " + row.Text("hypothesis") + " premise: " + row.Text("premise"), row.Text("label")));
    }

    [Fact]
    public async Task Every_row_of_BoolQ_is_formatted() => Assert.All(await RealRows.JsonLines("reading_comprehension/boolq/val.part1.jsonl"), row =>
        Check("super_glue_boolq", row, "boolq passage: " + row.Text("passage") + " question: " + row.Text("question"), row.Flag("label") ? "True" : "False"));

    [Fact]
    public async Task Every_row_of_WiC_is_formatted() => Assert.All(await RealRows.JsonLines("classification/wic/val.jsonl"), row =>
        Check("super_glue_wic", row, "wic sentence1: " + row.Text("sentence1") + " sentence2: " + row.Text("sentence2") + " word: " + row.Text("word"),
            row.Flag("label") ? "True" : "False"));

    [Fact]
    public void Rows_of_COPA_are_formatted() => Assert.All(RealRows.DummyLines("super_glue__boolq__1.0.2", "COPA/train.jsonl"), json =>
        Check("super_glue_copa", DataRow.FromJson(json),
            "copa choice1: " + json.Text("choice1") + " choice2: " + json.Text("choice2") + " premise: " + json.Text("premise") + " question: " + json.Text("question"),
            json.GetProperty("label").GetInt32() == 1 ? "choice2" : "choice1"));

    [Fact]
    public async Task Every_answer_of_MultiRC_is_an_example()
    {
        foreach (var row in await RealRows.JsonLines("reading_comprehension/multirc/val.jsonl"))
        {
            var passage = row.Row("passage");
            var expected = from question in passage.Rows("questions")
                           from answer in question.Rows("answers")
                           select (Unmarked($"multirc question: {question.Text("question")} answer: {answer.Text("text")} paragraph: {passage.Text("text")}"),
                               answer.Integer("label") == 1 ? "True" : "False", $"{question.Integer("idx")}");

            var examples = ExMixTasks.Named("super_glue_multirc").ExamplesOf(row, DatasetSplit.Validation);

            Assert.Equal(expected, examples.Select(example => (example.Input, example.Target, example.Group!)));
        }

        static string Unmarked(string text) => text.Replace("<br>", " ").Replace("<b>", "").Replace("</b>", "");
    }

    [Fact]
    public async Task Every_answer_of_ReCoRD_is_an_example_and_among_the_entities()
    {
        foreach (var row in await RealRows.JsonLines("reading_comprehension/record/train.jsonl"))
        {
            var answers = row.Rows("qas").SelectMany(qa => qa.Rows("answers").Select(answer => answer.Text("text")).Distinct().Order(StringComparer.Ordinal));

            var examples = ExMixTasks.Named("super_glue_record").ExamplesOf(row, DatasetSplit.Train);

            Assert.Equal(answers, examples.Select(example => example.Target));
            Assert.All(examples, example => Assert.Contains(example.Target, example.Choices!));
            Assert.All(examples, example => Assert.DoesNotContain("@highlight", example.Input));
        }
    }

    // The digests are those of the texts that T5's wsc_simple makes of the rows once the Hub's wsc.fixed has mended them.
    [Theory]
    [InlineData("commonsense/wsc/train.jsonl", 32, "7130c96a2d84ead6e9588aa4cd05ca6d51643c2ed09f4bc1c2a7b9814bb94528")]
    [InlineData("commonsense/wsc/dev32.jsonl", 32, "d5d2192f4f9a87d2b5c8d453d8be5c6932121646a750df36359e691af64b48e7")]
    [InlineData("commonsense/wsc/val.jsonl", 104, "e237cabc6473189b42f88b1fc7d73c82066796272d5f21cb64257cc4b357ed30")]
    public async Task Every_row_of_WSC_becomes_the_text_that_T5_makes_of_it(string file, int count, string sha256)
    {
        var rows = await RealRows.JsonLines(file);

        var examples = rows.Select(row => Assert.Single(ExMixTasks.Named("super_glue_wsc").ExamplesOf(row, DatasetSplit.Validation))).ToList();

        Assert.Equal(count, examples.Count);
        Assert.Equal(rows.Select(row => row.Flag("label") ? "True" : "False"), examples.Select(example => example.References[1]));
        var texts = string.Concat(examples.Select(example => $"{example.Input}\t{example.Target}\n"));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(texts))));
    }

    [Fact]
    public void Rows_of_the_diagnostic_sets_are_formatted()
    {
        Assert.All(RealRows.DummyLines("super_glue__boolq__1.0.2", "AX-b/AX-b.jsonl"), json => Check("super_glue_axb", DataRow.FromJson(json),
            "rte hypothesis: " + json.Text("sentence2") + " premise: " + json.Text("sentence1"), json.Text("label")));
        Assert.All(RealRows.DummyLines("super_glue__boolq__1.0.2", "AX-g/AX-g.jsonl"), json => Check("super_glue_axg", DataRow.FromJson(json),
            "rte hypothesis: " + json.Text("hypothesis") + " premise: " + json.Text("premise"), json.Text("label")));
    }

    private static void Check(string task, DataRow row, string input, string target)
    {
        var example = row.Example(task);

        Assert.Equal((input, target), (example.Input, example.Target));
    }
}
