using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Closed-book questions over rows of the published files.</summary>
public sealed class ClosedBookQARealTests
{
    [Fact]
    public async Task Every_row_of_NQ_open_teaches_its_first_answer()
    {
        foreach (var row in await RealRows.JsonLines("closed_book_qa/nq_open/NQ-open.dev.part1.jsonl"))
        {
            var example = row.Example("natural_questions_open");

            Assert.Equal(("nq question: " + row.Text("question"), row.Texts("answer")[0]), (example.Input, example.Target));
            Assert.Equal(row.Texts("answer").Distinct(), example.References);
        }
    }

    [Fact]
    public void Every_question_of_WebQuestions_teaches_its_first_answer()
    {
        foreach (var json in RealRows.Json("closed_book_qa/web_questions/val.json").EnumerateArray())
        {
            var example = RealRows.Of(("question", json.Text("qText")), ("answers", json.Texts("answers"))).Example("web_questions");

            Assert.Equal(("wq question: " + json.Text("qText"), json.Texts("answers")[0]), (example.Input, example.Target));
        }
    }

    [Fact]
    public void TriviaQA_teaches_the_value_and_accepts_the_aliases()
    {
        var file = RealRows.Parse(RealRows.Dummy("trivia_qa__rc.nocontext__1.2.0", "triviaqa-rc.tar.gz/qa/wikipedia-train.json"));
        foreach (var json in file.Items("Data"))
        {
            var answer = json.GetProperty("Answer");
            var row = RealRows.Of(("question", json.Text("Question")),
                ("answer", RealRows.Of(("value", answer.Text("Value")), ("aliases", answer.Texts("Aliases")))));

            var example = row.Example("trivia_qa_open");

            Assert.Equal(("trivia_qa question: " + json.Text("Question"), answer.Text("Value")), (example.Input, example.Target));
            Assert.Equal(answer.Texts("Aliases").Distinct(), example.References);
        }
    }

    [Fact]
    public async Task A_task_over_a_folder_of_NQ_open_trains_on_the_training_split_only()
    {
        var file = SharedFolder.Require("data/tasks/closed_book_qa/nq_open/NQ-open.dev.part1.jsonl");
        var task = ExMixTasks.Named("natural_questions_open").Build(_ => file);

        var train = await task.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        Assert.Equal(File.ReadLines(file).Count(), train.Count);
        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await task.OpenAsync(DatasetSplit.Validation, TestContext.Current.CancellationToken));
        Assert.Contains("Task 'natural_questions_open'", error.Message, StringComparison.Ordinal);
    }
}
