using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A row of BoolQ.</summary>
internal sealed record BoolQRow(string Passage, string Question, string Label)
{
    public static BoolQRow From(DataRow row, ClassLabel labels) => new(row.Text("passage"), row.Text("question"), SuperGlueLabel.Of(row, labels));
}

/// <summary>A row of COPA.</summary>
internal sealed record CopaRow(string Premise, string Choice1, string Choice2, string Question, string Label)
{
    public static CopaRow From(DataRow row, ClassLabel labels) => new(
        row.Text("premise"), row.Text("choice1"), row.Text("choice2"), row.Text("question"), SuperGlueLabel.Of(row, labels));
}

/// <summary>A row of WiC; where the word stands in the sentences is left out, as in T5.</summary>
internal sealed record WicRow(string Sentence1, string Sentence2, string Word, string Label)
{
    public static WicRow From(DataRow row, ClassLabel labels) => new(
        row.Text("sentence1"), row.Text("sentence2"), row.Text("word"), SuperGlueLabel.Of(row, labels));
}

/// <summary>Labels as SuperGLUE's downloads hold them: the test files have none.</summary>
internal static class SuperGlueLabel
{
    public static string Of(DataRow row, ClassLabel labels) => row.Gives("label") ? labels.Of(row) : ClassLabel.Unknown;
}
