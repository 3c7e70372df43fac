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
            .Where(name => name == column + 1 ? !row.IsNull(name) : row.Has(name) && !row.IsNull(name)).Select(row.Text).Where(text => text.Length > 0),
    ];
}

/// <summary>A summary, one article and whether the article says all of it; AgreeSum once its articles are fetched.</summary>
internal sealed record AgreeSumRow(string Summary, string Article, string Label)
{
    private const int Articles = 4;
    private const long Unannotated = -1, NoArticle = -2;

    /// <summary>
    /// The judged articles of a row: of the published layout with the texts added, or of one article a row. Articles that
    /// nobody judged (-1) and places without one (-2) make no example.
    /// </summary>
    public static IReadOnlyList<AgreeSumRow> AllFrom(DataRow row, ClassLabel labels) => row.Has("entailment_label_1")
        ? [.. Enumerable.Range(1, Articles).Where(place => IsJudged(row, $"entailment_label_{place}")).Select(place =>
            new AgreeSumRow(row.Text("summary"), ArticleOf(row, place), labels.Of(row, $"entailment_label_{place}")))]
        : IsJudged(row, "label") ? [new(row.Text("summary"), row.Text("article"), labels.Of(row))] : [];

    private static bool IsJudged(DataRow row, string column) =>
        WholeNumber.Of(row[column]) is not { } label || (label != Unannotated && label != NoArticle);

    private static string ArticleOf(DataRow row, int place) => row.Has($"article_{place}")
        ? row.Text($"article_{place}")
        : throw new FormatException(
            $"There is no column 'article_{place}': AgreeSum publishes the addresses of its articles only (column 'article_url_{place}'). "
            + $"Add the columns article_1 to article_{Articles} with the texts.");
}

/// <summary>A row of VitaminC.</summary>
internal sealed record VitaminCRow(string Claim, string Evidence, string Label)
{
    public static VitaminCRow From(DataRow row, ClassLabel labels) => new(row.Text("claim"), row.Text("evidence"), labels.Of(row));
}
