using System.Text.Json;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Multiple-choice tasks over rows of the published files.</summary>
public sealed class MultipleChoiceRealTests
{
    [Fact]
    public async Task Every_question_of_CommonsenseQA_lists_its_five_choices()
    {
        var source = new JsonLinesSource<JsonElement>(SharedFolder.Require("data/tasks/commonsense/commonsense_qa/dev_rand_split.jsonl"));

        Assert.All(await source.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken), json => Check("commonsense_qa", "question", json, 5));
    }

    [Fact]
    public void OpenBookQA_lists_its_four_choices() => Assert.All(
        RealRows.DummyLines("openbookqa__additional__1.0.0", "OpenBookQA-V1-Sep2018/Data/Additional/train.jsonl"),
        json => Check("openbookqa", "question_stem", json, 4));

    [Fact]
    public void Every_question_of_DREAM_follows_from_its_dialogue()
    {
        foreach (var dialogue in RealRows.Json("reading_comprehension/dream/dev.json").EnumerateArray())
            foreach (var qa in dialogue[1].EnumerateArray())
            {
                string[] turns = [.. dialogue[0].EnumerateArray().Select(turn => turn.GetString()!)];
                var choices = qa.Texts("choice");
                var row = RealRows.Of(("dialogue", turns), ("question", qa.Text("question")), ("choice", choices), ("answer", qa.Text("answer")));

                Assert.Equal($"dream question: {qa.Text("question")} dialogue: {string.Join(" ", turns)} choices: (A) {choices[0]} (B) {choices[1]} (C) {choices[2]}",
                    row.Example("dream").Input);
                Assert.Equal(qa.Text("answer"), row.Example("dream").Target);
            }
    }

    private static void Check(string task, string question, JsonElement json, int count)
    {
        var choices = json.GetProperty("question").Items("choices");
        string[] texts = [.. choices.Select(choice => choice.Text("text"))];
        string[] labels = [.. choices.Select(choice => choice.Text("label"))];
        var stem = json.GetProperty("question").Text("stem");
        var hub = RealRows.Of((question, stem), ("choices", RealRows.Of(("text", texts), ("label", labels))), ("answerKey", json.Text("answerKey")));

        var example = hub.Example(task);

        Assert.Equal(count, texts.Length);
        Assert.Equal($"{task} question: {stem} choices: {string.Join(" ", texts.Zip("ABCDE", (text, letter) => $"({letter}) {text}"))}", example.Input);
        Assert.Equal(texts["ABCDE".IndexOf(json.Text("answerKey"), StringComparison.Ordinal)], example.Target);
        var original = DataRow.FromJson(json).Example(task);
        Assert.Equal((example.Input, example.Target), (original.Input, original.Target));
    }
}
