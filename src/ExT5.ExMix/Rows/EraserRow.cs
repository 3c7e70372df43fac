using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A question of MultiRC with one answer to judge and the sentences that prove it (ERASER, DeYoung et al., 2020).</summary>
internal sealed record EraserRow(string Passage, string Query, string Answer, string Verdict, IReadOnlyList<string> Evidences)
{
    private static readonly ClassLabel Verdicts = new("False", "True");

    public static EraserRow From(DataRow row)
    {
        var parts = row.Text("query_and_answer").Split("||");
        return parts.Length >= 2
            ? new(row.Text("passage"), parts[0].Trim(), parts[1].Trim(), Verdicts.Of(row), row.Texts("evidences"))
            : throw new FormatException("Column 'query_and_answer' should hold the question, '||' and the answer.");
    }

    /// <summary>WT5's <c>eraser_multi_rc</c>: the verdict, then each piece of evidence as an explanation.</summary>
    public TextExample Example() => new(
        $"explain multirc passage: {Passage} query: {Query} answer: {Answer}", Explained.Of(Verdict, Evidences));
}
