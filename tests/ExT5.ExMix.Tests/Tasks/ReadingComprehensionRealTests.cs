using System.Text.Json;
using System.Text.RegularExpressions;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Reading comprehension over rows of the published files, brought into the Hub's layout as its loaders do.</summary>
public sealed class ReadingComprehensionRealTests
{
    // ECMAScript's \W and \s are ASCII, as RE2's; the file has no character beyond the basic plane.
    [Fact]
    public void Every_question_of_XQuAD_is_padded_as_T5_pads_SQuAD()
    {
        foreach (var (paragraph, qa) in Paragraphs(RealRows.Json("reading_comprehension/squad_format_xquad_en/xquad.en.part1.json")))
        {
            var answers = qa.Items("answers").Select(answer => answer.Text("text")).ToArray();
            var example = Squad(qa, paragraph.Text("context"), answers).Example("squad");

            Assert.Equal(Once($"question: {Padded(qa.Text("question"))} context: {Padded(paragraph.Text("context"))}"), example.Input);
            Assert.Equal(answers.Select(Padded).Distinct(), example.References);
        }
    }

    [Fact]
    public void Quoref_is_padded_as_SQuAD()
    {
        var file = RealRows.Parse(RealRows.Dummy("quoref__0.1.0", "quoref-train-dev-v0.1/quoref-train-v0.1.json"));
        foreach (var (paragraph, qa) in Paragraphs(file))
        {
            var answers = qa.Items("answers").Select(answer => answer.Text("text")).ToArray();
            var example = Squad(qa, paragraph.Text("context"), answers).Example("quoref");

            Assert.Equal(Once($"question: {Padded(qa.Text("question"))} context: {Padded(paragraph.Text("context"))}"), example.Input);
            Assert.Equal(Padded(answers[0]), example.Target);
        }
    }

    [Fact]
    public void ROPES_gives_background_and_situation()
    {
        var file = RealRows.Parse(RealRows.Dummy("ropes__plain_text__1.1.0", "ropes-train-dev-v1.0.tar.gz/ropes-train-dev-v1.0/train-v1.0.json"));
        foreach (var (paragraph, qa) in Paragraphs(file))
        {
            string[] answers = [.. qa.Items("answers").Select(answer => answer.Text("text"))];
            var row = RealRows.Of(("background", paragraph.Text("background")), ("situation", paragraph.Text("situation")),
                ("question", qa.Text("question")), ("answers", RealRows.Of(("text", answers))));

            Assert.Equal("ropes question: " + qa.Text("question") + " background: " + paragraph.Text("background") + " situation: " + paragraph.Text("situation"),
                row.Example("ropes").Input);
            Assert.Equal(answers[0], row.Example("ropes").Target);
        }
    }

    [Fact]
    public void Every_turn_of_CoQA_sees_the_turns_before_it()
    {
        foreach (var story in RealRows.Parse(RealRows.Dummy("coqa__1.0.0", "coqa-dev-v1.0.json")).Items("data"))
        {
            string[] questions = [.. story.Items("questions").Select(question => question.Text("input_text"))];
            string[] answers = [.. story.Items("answers").Select(answer => answer.Text("input_text"))];
            var row = RealRows.Of(("story", story.Text("story")), ("questions", questions), ("answers", RealRows.Of(("input_text", answers))));

            var examples = ExMixTasks.Named("coqa").ExamplesOf(row, DatasetSplit.Train);

            Assert.Equal(answers, examples.Select(example => example.Target));
            Assert.EndsWith($" | {questions[^2]} {answers[^2]}", examples[^1].Input);
            Assert.StartsWith($"coqa question: {questions[^1]} context: {story.Text("story")} history: {questions[0]} {answers[0]} | ", examples[^1].Input);
        }
    }

    [Fact]
    public void Every_turn_of_QuAC_accepts_all_annotators()
    {
        foreach (var (paragraph, qas) in RealRows.Parse(RealRows.Dummy("quac__plain_text__1.1.0", "val_v0.2.json")).Items("data")
            .SelectMany(section => section.Items("paragraphs")).Select(paragraph => (paragraph, paragraph.Items("qas"))))
        {
            var examples = ExMixTasks.Named("quac").ExamplesOf(Quac(paragraph, qas), DatasetSplit.Validation);

            Assert.Equal(qas.Select(qa => qa.GetProperty("orig_answer").Text("text")), examples.Select(example => example.Target));
            Assert.All(qas.Zip(examples), pair =>
                Assert.All(pair.First.Items("answers"), answer => Assert.Contains(answer.Text("text").Trim(), pair.Second.References)));
            Assert.Equal($"quac question: {qas[0].Text("question")} context: {paragraph.Text("context").Trim()} history:", examples[0].Input);
        }
    }

    [Fact]
    public void DROP_reads_number_and_span_answers()
    {
        foreach (var section in RealRows.Parse(RealRows.Dummy("drop__0.1.0", "drop_dataset/drop_dataset_train.json")).EnumerateObject())
            foreach (var qa in section.Value.Items("qa_pairs").Where(qa => qa.GetProperty("answer").GetProperty("date").ToString().Length < 3 || Spans(qa).Length > 0))
            {
                var row = RealRows.Of(("passage", section.Value.Text("passage")), ("question", qa.Text("question")),
                    ("answers_spans", RealRows.Of(("spans", Spans(qa)), ("types", Array.Empty<string>()))));

                Assert.Equal("drop question: " + qa.Text("question") + " context: " + section.Value.Text("passage"), row.Example("drop").Input);
                Assert.Equal(string.Join(" | ", Spans(qa)), row.Example("drop").Target);
            }
    }

    [Fact]
    public void RACE_teaches_the_option_that_the_letter_names()
    {
        var file = RealRows.Parse(RealRows.Dummy("race__all__0.1.0", "RACE/test/middle/70.txt"));
        foreach (var (question, options, answer) in file.Texts("questions").Zip(file.Items("options"), file.Texts("answers")))
        {
            string[] texts = [.. options.EnumerateArray().Select(option => option.GetString()!)];
            var row = RealRows.Of(("article", file.Text("article")), ("question", question), ("options", texts), ("answer", answer));

            Assert.Equal($"race question: {question} options: (A) {texts[0]} (B) {texts[1]} (C) {texts[2]} (D) {texts[3]} article: {file.Text("article")}",
                row.Example("race").Input);
            Assert.Equal(texts["ABCD".IndexOf(answer, StringComparison.Ordinal)], row.Example("race").Target);
        }
    }

    private static string[] Spans(JsonElement qa)
    {
        var answer = qa.GetProperty("answer");
        return answer.Text("number") is { Length: > 0 } number ? [number] : answer.Texts("spans");
    }

    private static DataRow Quac(JsonElement paragraph, IReadOnlyList<JsonElement> qas) => RealRows.Of(
        ("dialogue_id", paragraph.Text("id")),
        ("context", paragraph.Text("context").Trim()),
        ("questions", qas.Select(qa => qa.Text("question")).ToArray()),
        ("answers", RealRows.Of(("texts", qas.Select(qa => qa.Items("answers").Select(answer => answer.Text("text").Trim()).ToArray()).ToArray()))),
        ("orig_answers", RealRows.Of(("texts", qas.Select(qa => qa.GetProperty("orig_answer").Text("text")).ToArray()))));

    private static DataRow Squad(JsonElement qa, string context, string[] answers) => RealRows.Of(
        ("id", qa.Text("id")), ("question", qa.Text("question")), ("context", context), ("answers", RealRows.Of(("text", answers))));

    private static IEnumerable<(JsonElement Paragraph, JsonElement Question)> Paragraphs(JsonElement file) =>
        from article in file.Items("data")
        from paragraph in article.Items("paragraphs")
        from qa in paragraph.Items("qas")
        select (paragraph, qa);

    private static string Padded(string text) => Once(Regex.Replace(text, @"\W", " $0 ", RegexOptions.ECMAScript));

    private static string Once(string text) => Regex.Replace(text, @"[ \n\r\t\f]+", " ");
}
