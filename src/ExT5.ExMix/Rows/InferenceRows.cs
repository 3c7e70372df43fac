using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A row of e-SNLI: of the Hub, or of the authors' CSV files. Training rows have one explanation, others three.</summary>
internal sealed record ExplainedInferenceRow(string Premise, string Hypothesis, string Label, IReadOnlyList<string> Explanations)
{
    public static ExplainedInferenceRow From(DataRow row, ClassLabel labels) => row.Has("Sentence1")
        ? new(row.Text("Sentence1"), row.Text("Sentence2"), labels.Of(row, "gold_label"), ExplanationsOf(row, "Explanation_"))
        : new(row.Text("premise"), row.Text("hypothesis"), labels.Of(row), ExplanationsOf(row, "explanation_"));

    private static IReadOnlyList<string> ExplanationsOf(DataRow row, string column) =>
    [
        .. Enumerable.Range(1, 3).Select(number => column + number)
            .Where(name => row.Has(name) && !row.IsNull(name)).Select(row.Text).Where(text => text.Length > 0),
    ];
}

/// <summary>A summary, one article and whether the article says all of it; AgreeSum once its articles are fetched.</summary>
internal sealed record AgreeSumRow(string Summary, string Article, string Label)
{
    public static AgreeSumRow From(DataRow row, ClassLabel labels) => new(row.Text("summary"), row.Text("article"), labels.Of(row));
}

/// <summary>A row of VitaminC.</summary>
internal sealed record VitaminCRow(string Claim, string Evidence, string Label)
{
    public static VitaminCRow From(DataRow row, ClassLabel labels) => new(row.Text("claim"), row.Text("evidence"), labels.Of(row));
}
