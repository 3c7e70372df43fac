namespace ExT5.ExMix.Tests.Tasks;

/// <summary>The tasks whose answer is the text of one of several choices.</summary>
public sealed class MultipleChoiceTests
{
    [Theory]
    [InlineData("commonsense_qa", "question")]
    [InlineData("openbookqa", "question_stem")]
    [InlineData("qasc", "question")]
    public void Choices_are_lettered_and_the_answer_is_the_text_of_the_right_one(string task, string question)
    {
        var example = Formatted.Row(task,
            $$"""{"id": "1", "{{question}}": "Where is tea?", "choices": {"text": ["cup", "sky"], "label": ["A", "B"]}, "answerKey": "A"}""");

        Assert.Equal(($"{task} question: Where is tea? choices: (A) cup (B) sky", "cup"), (example.Input, example.Target));
        Assert.Equal(["cup", "sky"], example.Choices);
    }

    [Fact]
    public void A_test_row_without_key_has_an_unknown_answer() => Formatted.Check("qasc",
        """{"question": "Where?", "choices": {"text": ["cup", "sky"], "label": ["A", "B"]}, "answerKey": ""}""",
        "qasc question: Where? choices: (A) cup (B) sky", "<unk>");

    [Fact]
    public void A_key_that_no_choice_has_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("qasc",
            """{"question": "Where?", "choices": {"text": ["cup", "sky"], "label": ["A", "B"]}, "answerKey": "C"}"""));

        Assert.Contains("'answerKey' holds 'C', which names none of the 2 choices (A, B)", error.Message);
    }

    [Fact]
    public void The_original_files_of_AI2_do_as_well() => Formatted.Check("quartz",
        """{"id": "Q", "question": {"stem": "Heat?", "choices": [{"label": "A", "text": "more"}, {"label": "B", "text": "less"}]}, "answerKey": "B", "para": "Ice cools."}""",
        "quartz question: Heat? paragraph: Ice cools. choices: (A) more (B) less", "less");

    [Fact]
    public void CoS_E_explains_its_answer() => Formatted.Check("cos_e",
        """{"id": "1", "question": "Where is tea?", "choices": ["cup", "sky", "sea"], "answer": "cup", "abstractive_explanation": "Cups hold tea.", "extractive_explanation": "tea"}""",
        "explain cos_e question: Where is tea? choice: cup choice: sky choice: sea", "cup explanation: Cups hold tea.");

    [Fact]
    public void RACE_letters_its_options_before_the_article() => Formatted.Check("race",
        """{"example_id": "1.txt", "article": "Ann ran.", "answer": "B", "question": "Who?", "options": ["Bob", "Ann"]}""",
        "race question: Who? options: (A) Bob (B) Ann article: Ann ran.", "Ann");

    [Fact]
    public void SciQ_sorts_its_choices_so_that_their_order_tells_nothing() => Formatted.Check("sciq",
        """{"question": "Red planet?", "distractor3": "venus", "distractor1": "pluto", "distractor2": "earth", "correct_answer": "mars", "support": ""}""",
        "sciq question: Red planet? choices: (A) earth (B) mars (C) pluto (D) venus", "mars");

    [Fact]
    public void QuaRTz_puts_the_paragraph_before_the_choices() => Formatted.Check("quartz",
        """{"id": "Q", "question": "Heat?", "choices": {"text": ["more", "less"], "label": ["A", "B"]}, "answerKey": "B", "para": "Ice cools.", "para_id": "P"}""",
        "quartz question: Heat? paragraph: Ice cools. choices: (A) more (B) less", "less");

    [Fact]
    public void DREAM_joins_the_turns_of_the_dialogue() => Formatted.Check("dream",
        """{"id": 0, "dialogue_id": "1", "dialogue": ["W: Tea?", "M: Yes."], "question": "What?", "choice": ["Milk.", "Tea.", "Rum."], "answer": "Tea."}""",
        "dream question: What? dialogue: W: Tea? M: Yes. choices: (A) Milk. (B) Tea. (C) Rum.", "Tea.");
}
