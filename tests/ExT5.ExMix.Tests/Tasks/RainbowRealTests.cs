using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Rainbow's tasks over rows of the published files.</summary>
public sealed class RainbowRealTests
{
    [Fact]
    public async Task Every_row_of_PIQA_becomes_UNICORN_s_text()
    {
        var rows = await RealRows.JsonLines("commonsense/piqa/train.docs.jsonl");

        Assert.All(rows, row => Check("rainbow_physicaliqa", row, ["goal", "sol1", "sol2"], $"{row.Integer("label")}"));
    }

    [Fact]
    public async Task Every_row_of_WinoGrande_becomes_UNICORN_s_text()
    {
        var rows = await RealRows.JsonLines("commonsense/winogrande/dev.docs.jsonl");

        Assert.All(rows, row => Check("rainbow_winogrande", row, ["sentence", "option1", "option2"], row.Text("answer")));
    }

    [Fact]
    public async Task Every_row_of_CosmosQA_s_CSV_becomes_UNICORN_s_text()
    {
        var rows = await RealRows.Delimited("commonsense/cosmos_qa/valid.part1.csv", header: true);

        Assert.All(rows, row => Check("rainbow_cosmosqa", row, ["context", "question", "answer0", "answer1", "answer2", "answer3"], row.Text("label")));
    }

    [Fact]
    public async Task Every_row_of_SocialIQA_with_its_label_becomes_UNICORN_s_text()
    {
        var rows = await RealRows.JsonLines("commonsense/social_iqa/dev.part1.jsonl");
        var labels = File.ReadAllLines(SharedFolder.Require("data/tasks/commonsense/social_iqa/dev-labels.part1.lst"));

        Assert.Equal(rows.Count, labels.Length);
        string[] columns = ["context", "question", "answerA", "answerB", "answerC"];
        foreach (var (row, label) in rows.Zip(labels))
            Check("rainbow_socialiqa", RealRows.Of([.. columns.Select(column => (column, (object?)row.Text(column))), ("label", label)]), columns, label);
    }

    [Fact]
    public void HellaSwag_s_endings_are_numbered_lines()
    {
        foreach (var json in RealRows.DummyLines("hellaswag__0.1.0", "hellaswag_train.jsonl"))
        {
            var endings = json.Texts("endings");
            var expected = $"[hellaswag]:\n<ctx>{json.Text("ctx")}</ctx>\n<ending_options 0>{endings[0]}</ending_options 0>\n<ending_options 1>{endings[1]}"
                + $"</ending_options 1>\n<ending_options 2>{endings[2]}</ending_options 2>\n<ending_options 3>{endings[3]}</ending_options 3>";

            Assert.Equal((expected, json.GetProperty("label").ToString()), InputAndTarget(DataRow.FromJson(json).Example("rainbow_hellaswag")));
        }
    }

    [Fact]
    public void Abductive_rows_with_their_labels_become_UNICORN_s_text()
    {
        var labels = RealRows.Dummy("art__anli__0.1.0", "train-labels.lst").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (json, label) in RealRows.DummyLines("art__anli__0.1.0", "train.jsonl").Zip(labels))
        {
            var row = RealRows.Of(("observation_1", json.Text("obs1")), ("observation_2", json.Text("obs2")),
                ("hypothesis_1", json.Text("hyp1")), ("hypothesis_2", json.Text("hyp2")), ("label", long.Parse(label)));

            Assert.Equal(($"[anli]:\n{Lines(json, "obs1", "obs2", "hyp1", "hyp2")}", label.Trim()), InputAndTarget(row.Example("rainbow_anli_abductive")));
        }
    }

    private static void Check(string task, DataRow row, string[] columns, string label)
    {
        var lines = columns.Select(column => "<" + column + ">" + row.Text(column) + "</" + column + ">");

        Assert.Equal(("[" + task["rainbow_".Length..] + "]:\n" + string.Join("\n", lines), label), InputAndTarget(row.Example(task)));
    }

    private static string Lines(JsonElement json, params string[] tags) =>
        string.Join("\n", tags.Select(tag => "<" + tag + ">" + json.Text(tag) + "</" + tag + ">"));

    private static (string Input, string Target) InputAndTarget(TextExample example) => (example.Input, example.Target);
}
