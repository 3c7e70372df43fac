using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class ReadingComprehensionTests
{
    // T5's preprocessors_test.py asks for the space at the end.
    [Theory]
    [InlineData("squad")]
    [InlineData("quoref")]
    [InlineData("adversarial_qa")]
    public void SQuAD_pads_punctuation_in_question_context_and_answers(string task)
    {
        var example = Formatted.Row(task,
            """{"id": "1", "title": "T", "question": "Who's in?", "context": "Zoë (7) is.", "answers": {"text": ["Zoë", "(7)"], "answer_start": [0, 4]}}""");

        Assert.Equal("question: Who ' s in ? context: Zo ë ( 7 ) is . ", example.Input);
        Assert.Equal(["Zo ë ", " ( 7 ) "], example.References);
        Assert.Equal("Zo ë ", example.Target);
    }

    [Fact]
    public void NewsQA_is_padded_as_SQuAD() => Formatted.Check("newsqa",
        """{"context": "CNN -- Ann won", "question": "Who won", "answers": ["Ann"], "key": "k", "labels": [{"end": [8], "start": [7]}]}""",
        "question: Who won context: CNN - - Ann won", "Ann");

    [Fact]
    public void TweetQA_accepts_every_answer()
    {
        var example = Formatted.Row("tweet_qa", """{"Question": "who won?", "Answer": ["ann", "@ann"], "Tweet": "Go @ann!", "qid": "q"}""");

        Assert.Equal(("tweetqa question: who won? tweet: Go @ann!", "ann"), (example.Input, example.Target));
        Assert.Equal(["ann", "@ann"], example.References);
    }

    [Fact]
    public void CoQA_gives_an_example_a_question_with_the_turns_before_it()
    {
        var examples = Formatted.Rows("coqa",
            """{"source": "s", "story": "Ann ran.", "questions": ["Who?", "Did what?"], "answers": {"input_text": ["Ann", "ran"], "answer_start": [0, 4], "answer_end": [3, 7]}}""");

        Assert.Equal(["coqa question: Who? context: Ann ran. history:", "coqa question: Did what? context: Ann ran. history: Who? Ann"],
            examples.Select(example => example.Input));
        Assert.Equal(["Ann", "ran"], examples.Select(example => example.Target));
    }

    [Fact]
    public void QuAC_teaches_the_teacher_s_answer_and_is_scored_by_all_annotators_within_its_dialogue()
    {
        var examples = Formatted.Rows("quac",
            """
            {"dialogue_id": "d", "context": "Ann ran. CANNOTANSWER", "questions": ["Who?", "Why?"], "turn_ids": ["d_q#0", "d_q#1"],
             "answers": {"texts": [["Ann", "Ann ran.", "Ann"], ["CANNOTANSWER"]], "answer_starts": [[0, 0, 0], [9]]},
             "orig_answers": {"texts": ["Ann", "CANNOTANSWER"], "answer_starts": [0, 9]}}
            """);

        Assert.Equal("quac question: Why? context: Ann ran. CANNOTANSWER history: Who? Ann", examples[1].Input);
        Assert.Equal(["Ann", "Ann ran.", "Ann"], examples[0].References);
        Assert.Equal(("CANNOTANSWER", "d"), (examples[1].Target, examples[1].Group));
    }

    [Fact]
    public void A_conversation_with_a_missing_answer_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Rows("coqa",
            """{"story": "s", "questions": ["a?", "b?"], "answers": {"input_text": ["x"]}}"""));

        Assert.Contains("2 questions and 1 answers", error.Message);
    }

    [Fact]
    public void DROP_reads_its_spans() => Formatted.Check("drop",
        """{"section_id": "s", "query_id": "q", "passage": "They won 3-1.", "question": "How many?", "answers_spans": {"spans": ["3"], "types": ["number"]}}""",
        "drop question: How many? context: They won 3-1.", "3");

    [Theory]
    [InlineData("train", """["Brees", "Rivers"]""", """["span", "span"]""", "Brees | Rivers")]
    [InlineData("validation", """["Brees", "Rivers", "Brees", "Rivers"]""", """["span", "span", "span", "span"]""", "Brees | Rivers")]
    [InlineData("validation", """["Rivers", "Brees", "Rivers"]""", """["span", "span", "span"]""", "Rivers | Brees", "Rivers")]
    [InlineData("validation", """["3", "2", "3"]""", """["number", "number", "number"]""", "3", "2")]
    [InlineData("validation", """["3", "A", "B"]""", """["number", "span", "span"]""", "3", "A | B")]
    [InlineData("validation", """["A", "B"]""", """["span", "span"]""", "A | B", "A", "B")]
    public void DROP_s_answers_are_sets_of_spans(string split, string spans, string types, params string[] accepted)
    {
        var row = $$"""{"passage": "p", "question": "q", "answers_spans": {"spans": {{spans}}, "types": {{types}} } }""";

        var example = Assert.Single(Formatted.Rows("drop", row, new DatasetSplit(split)));

        Assert.Equal(accepted, example.References);
        Assert.Equal(accepted[0], example.Target);
    }

    [Fact]
    public void DROP_s_own_files_keep_the_answers_of_annotators_apart()
    {
        const string row = """
            {"passage": "p", "question": "q", "answer": {"number": "", "date": {"day": "", "month": "", "year": ""}, "spans": ["A", "B"]},
             "validated_answers": {"number": ["", "4", ""], "spans": [["A"], [], []],
              "date": [{"day": "", "month": "", "year": ""}, {"day": "", "month": "", "year": ""}, {"day": "9", "month": "March", "year": "2021"}]}}
            """;

        Assert.Equal(["A | B"], Assert.Single(Formatted.Rows("drop", row)).References);
        Assert.Equal(["A | B", "A", "4", "9 March 2021"], Assert.Single(Formatted.Rows("drop", row, DatasetSplit.Validation)).References);
    }

    [Fact]
    public void DROP_scores_sets_of_spans_in_any_order_and_one_span_of_two_as_half()
    {
        var example = Assert.Single(Formatted.Rows("drop", """{"passage": "p", "question": "q", "answers_spans": {"spans": ["Brees", "Rivers"], "types": ["span", "span"]}}"""));
        var metric = Assert.Single(ExMixTasks.Named("drop").Metrics);

        Assert.Equal([1, 1], metric.Measure(new Prediction("Rivers | Brees", example.References)));
        Assert.Equal([0.5, 0], metric.Measure(new Prediction("Brees", example.References)));
        Assert.Equal([0, 0], metric.Measure(new Prediction("Manning", example.References)));
    }

    [Fact]
    public void SQuAD_is_padded_as_T5_did_and_as_it_does_now()
    {
        using var json = System.Text.Json.JsonDocument.Parse(
            """{"question": "naïve_x - ok?", "context": "“a” €5 $5", "answers": {"text": ["naïve"]}}""");
        var row = DataRow.FromJson(json.RootElement);
        string InputWith(PunctuationPadding padding) => ExMixTasks.Named("squad").Padded(padding).ExamplesOf(row, DatasetSplit.Train)[0].Input;

        Assert.Equal("question: na ï ve_x - ok ? context: “ a ” € 5 $ 5", InputWith(PunctuationPadding.NonWord));
        Assert.Equal("question: naïve _ x - ok ? context: “a” €5 $ 5", InputWith(PunctuationPadding.Punctuation));
        Assert.Equal(InputWith(PunctuationPadding.NonWord), ExMixTasks.Named("squad").ExamplesOf(row, DatasetSplit.Train)[0].Input);
        Assert.NotEqual(ExMixTasks.Named("squad").FormatVersion, ExMixTasks.Named("squad").Padded(PunctuationPadding.Punctuation).FormatVersion);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExMixTasks.Named("glue_rte").Padded((PunctuationPadding)2));
    }

    [Fact]
    public void ROPES_gives_background_and_situation() => Formatted.Check("ropes",
        """{"id": "1", "background": "Heat melts ice.", "situation": "A is hot, B is cold.", "question": "Where does ice melt?", "answers": {"text": ["A"]}}""",
        "ropes question: Where does ice melt? background: Heat melts ice. situation: A is hot, B is cold.", "A");

    [Fact]
    public void WIQA_joins_the_steps_and_writes_the_effect_in_words() => Formatted.Check("wiqa",
        """{"question_stem": "suppose no rain", "question_para_step": ["It rains.", "Grass grows."], "answer_label": "no_effect", "answer_label_as_choice": "C"}""",
        "wiqa question: suppose no rain paragraph: It rains. Grass grows.", "no effect");

    [Fact]
    public void ERASER_s_MultiRC_explains_its_verdict_with_the_evidence() => Formatted.Check("eraser_multi_rc",
        """{"passage": "Ann ran. Bob sat.", "query_and_answer": "Who ran? || Ann", "label": 1, "evidences": ["Ann ran.", "Bob sat."]}""",
        "explain multirc passage: Ann ran. Bob sat. query: Who ran? answer: Ann", "True explanation: Ann ran. explanation: Bob sat.");

    [Theory]
    [InlineData("false", "[\"Ann\"]", "Ann")]
    [InlineData("true", "[]", "no answer")]
    public void DuoRC_answers_from_the_plot_or_not_at_all(string none, string answers, string target) => Formatted.Check("duorc_self",
        $$"""{"plot_id": "p", "plot": "Ann wins.", "title": "T", "question_id": "q", "question": "Who wins?", "answers": {{answers}}, "no_answer": {{none}}}""",
        "duorc question: Who wins? plot: Ann wins.", target);
}
