using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class KiltTests
{
    [Fact]
    public void FEVER_judges_a_claim_between_two_verdicts()
    {
        var example = Formatted.Row("kilt_fever", Row("Tea is a metal.", """{"answer": "REFUTES", "meta": {"score": 0}, "provenance": []}"""));

        Assert.Equal(("kilt fever claim: Tea is a metal.", "REFUTES"), (example.Input, example.Target));
        Assert.Equal(["SUPPORTS", "REFUTES"], example.Choices);
    }

    [Theory]
    [InlineData("kilt_aidayago2", "kilt aida: ")]
    [InlineData("kilt_trex", "kilt trex: ")]
    [InlineData("kilt_zsre", "kilt zsre: ")]
    [InlineData("kilt_nq", "kilt nq question: ")]
    [InlineData("kilt_hotpotqa", "kilt hotpotqa question: ")]
    [InlineData("kilt_triviaqa", "kilt triviaqa question: ")]
    [InlineData("kilt_eli5", "kilt eli5 question: ")]
    [InlineData("kilt_wow", "kilt wow: ")]
    public void A_task_puts_its_prefix_before_the_input_and_teaches_the_first_answer(string task, string prefix) => Formatted.Check(task,
        Row("Oslo [SEP] country", """{"answer": "Norway", "provenance": null}, {"answer": "Kingdom of Norway", "provenance": null}"""),
        prefix + "Oslo [SEP] country", "Norway");

    [Fact]
    public void Every_different_answer_is_accepted_and_outputs_without_one_are_evidence_only()
    {
        var example = Formatted.Row("kilt_nq", Row("who ran", """
            {"answer": "Ann"}, {"answer": "Ann"}, {"answer": null, "provenance": []}, {"provenance": []}, {"answer": "Ann Li"}
            """));

        Assert.Equal(["Ann", "Ann Li"], example.References);
    }

    [Fact]
    public void A_test_row_without_outputs_has_an_unknown_answer() => Formatted.Check("kilt_trex", Row("Oslo [SEP] country", ""), "kilt trex: Oslo [SEP] country", "<unk>");

    [Fact]
    public async Task TriviaQA_s_questions_are_joined_by_id_and_rows_without_one_are_left_out()
    {
        var folder = Directory.CreateTempSubdirectory("kilt").FullName;
        string Write(string name, params string[] lines)
        {
            File.WriteAllLines(Path.Combine(folder, name), lines);
            return Path.Combine(folder, name.Replace("train", "{split}", StringComparison.Ordinal));
        }

        var answers = Write("kilt.train.jsonl", Row("", """{"answer": "Rome"}"""), Row("", """{"answer": "Oslo"}""").Replace("q7", "q9", StringComparison.Ordinal));
        var questions = Write("trivia.train.jsonl", """{"question_id": "q1", "question": "Who?"}""", """{"question_id": "q7", "question": "Which town?"}""");

        var task = ExMixTasks.Named("kilt_triviaqa").Build(dataset => dataset.Repository == "mandarjoshi/trivia_qa" ? questions : answers);
        var example = Assert.Single(await task.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken));

        Assert.Equal(("kilt triviaqa question: Which town?", "Rome"), (example.Input, example.Target));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_row_of_TriviaQA_alone_says_where_its_question_is()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("kilt_triviaqa", Row("", """{"answer": "Rome"}""")));

        Assert.Contains("'q7' has nothing in 'input'", error.Message);
        Assert.Contains("mandarjoshi/trivia_qa", error.Message);
    }

    private static string Row(string input, string outputs) => $$"""{"id": "q7", "input": "{{input}}", "meta": null, "output": [{{outputs}}]}""";
}
