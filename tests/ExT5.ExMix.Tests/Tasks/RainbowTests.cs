namespace ExT5.ExMix.Tests.Tasks;

public sealed class RainbowTests
{
    [Fact]
    public void Abductive_inference_tags_observations_and_hypotheses()
    {
        var example = Formatted.Row("rainbow_anli_abductive",
            """{"observation_1": "It rained.", "observation_2": "We got wet.", "hypothesis_1": "We stayed in.", "hypothesis_2": "We went out.", "label": 2}""");

        Assert.Equal("[anli]:\n<obs1>It rained.</obs1>\n<obs2>We got wet.</obs2>\n<hyp1>We stayed in.</hyp1>\n<hyp2>We went out.</hyp2>", example.Input);
        Assert.Equal("2", example.Target);
        Assert.Equal(["1", "2"], example.Choices);
    }

    [Fact]
    public void Cosmos_tags_context_question_and_four_answers() => Formatted.Check("rainbow_cosmosqa",
        """{"id": "a", "context": "C", "question": "Q?", "answer0": "w", "answer1": "x", "answer2": "y", "answer3": "z", "label": 3}""",
        "[cosmosqa]:\n<context>C</context>\n<question>Q?</question>\n<answer0>w</answer0>\n<answer1>x</answer1>\n<answer2>y</answer2>\n<answer3>z</answer3>", "3");

    [Fact]
    public void HellaSwag_numbers_its_endings() => Formatted.Check("rainbow_hellaswag",
        """{"ind": 1, "activity_label": "Tea", "ctx_a": "He boils", "ctx_b": "", "ctx": "He boils", "endings": ["a.", "b.", "c.", "d."], "label": "1"}""",
        "[hellaswag]:\n<ctx>He boils</ctx>\n<ending_options 0>a.</ending_options 0>\n<ending_options 1>b.</ending_options 1>\n"
        + "<ending_options 2>c.</ending_options 2>\n<ending_options 3>d.</ending_options 3>", "1");

    [Fact]
    public void Physical_questions_tag_goal_and_solutions() => Formatted.Check("rainbow_physicaliqa",
        """{"goal": "cool soup", "sol1": "blow on it", "sol2": "boil it", "label": 0}""",
        "[physicaliqa]:\n<goal>cool soup</goal>\n<sol1>blow on it</sol1>\n<sol2>boil it</sol2>", "0");

    [Fact]
    public void Social_questions_tag_three_answers() => Formatted.Check("rainbow_socialiqa",
        """{"context": "Jo won.", "question": "How does Jo feel?", "answerA": "sad", "answerB": "glad", "answerC": "ill", "label": "2"}""",
        "[socialiqa]:\n<context>Jo won.</context>\n<question>How does Jo feel?</question>\n<answerA>sad</answerA>\n<answerB>glad</answerB>\n<answerC>ill</answerC>", "2");

    [Fact]
    public void WinoGrande_tags_sentence_and_options() => Formatted.Check("rainbow_winogrande",
        """{"sentence": "The cup fell off the shelf as the _ was wet.", "option1": "cup", "option2": "shelf", "answer": "2"}""",
        "[winogrande]:\n<sentence>The cup fell off the shelf as the _ was wet.</sentence>\n<option1>cup</option1>\n<option2>shelf</option2>", "2");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"-1\"")]
    [InlineData("-1")]
    public void A_test_row_has_an_unknown_label(string label)
    {
        var example = Formatted.Row("rainbow_physicaliqa", $$"""{"goal": "g", "sol1": "a", "sol2": "b", "label": {{label}}}""");

        Assert.Equal("<unk>", example.Target);
    }

    [Fact]
    public void A_label_that_no_choice_has_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("rainbow_physicaliqa", """{"goal": "g", "sol1": "a", "sol2": "b", "label": 2}"""));

        Assert.Contains("The label '2' is none of 0, 1", error.Message);
    }
}
