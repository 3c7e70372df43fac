using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A row of QQP.</summary>
internal sealed record QuestionPairRow(string Question1, string Question2, string Label)
{
    public static QuestionPairRow From(DataRow row, ClassLabel labels) =>
        new(row.Text("question1"), row.Text("question2"), labels.Of(row));
}

/// <summary>A row of QNLI.</summary>
internal sealed record QuestionSentenceRow(string Question, string Sentence, string Label)
{
    public static QuestionSentenceRow From(DataRow row, ClassLabel labels) =>
        new(row.Text("question"), row.Text("sentence"), labels.Of(row));
}

/// <summary>A row of STS-B; a score from 0 to 5.</summary>
internal sealed record SimilarityRow(string Sentence1, string Sentence2, double Score)
{
    public static SimilarityRow From(DataRow row) => new(row.Text("sentence1"), row.Text("sentence2"), row.Number("label"));
}
