namespace ExT5.Data.Tests;

public class PromptLayoutsTests
{
    private static readonly TextExample[] Shots = [new("2 + 2", "4"), new("Is it so?", "Yes!")];

    [Fact]
    public void Flan_puts_blank_lines_between() =>
        Assert.Equal("2 + 2\n\n4\n\n\nIs it so?\n\nYes!\n\n\n3 + 3\n\n", PromptLayouts.Flan()(Shots, "3 + 3"));

    [Fact]
    public void Flan_without_solved_examples_is_the_input() => Assert.Equal("Q: 1\nA:", PromptLayouts.Flan(answer: "\nA:")([], "Q: 1"));

    // The text that the encoder of Tk-Instruct makes: definition, examples, input, each with an end.
    [Fact]
    public void Natural_instructions_have_a_definition_and_positive_examples() => Assert.Equal(
        "Definition: Answer the question.\n\n"
        + " Positive Example 1 -\nInput: 2 + 2.\n Output: 4.\n\n"
        + " Positive Example 2 -\nInput: Is it so?\n Output: Yes!\n\n"
        + "Now complete the following example -\nInput: 3 + 3.\nOutput: ",
        PromptLayouts.NaturalInstructions(" Answer the question ")(Shots, "3 + 3"));

    [Theory]
    [InlineData("a~", "a~")]
    [InlineData("a$", "a$")]
    [InlineData("a…", "a….")]
    [InlineData("", ".")]
    public void Only_ascii_punctuation_ends_a_text(string text, string written) =>
        Assert.EndsWith($"Input: {written}\nOutput: ", PromptLayouts.NaturalInstructions("d")([], text), StringComparison.Ordinal);
}
