using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A text with any number of labels: a list of numbers on the Hub, <c>2,14</c> in GoEmotions' own files.</summary>
internal sealed record EmotionsRow(string Text, IReadOnlyList<string> Emotions)
{
    public static EmotionsRow From(DataRow row, ClassLabel labels) => new(row.Text("text"), row["labels"] is string list
        ? [.. list.Split(',').Select(label => labels[WholeNumber.Parse(label) is { } number && number >= -1 && number < labels.Names.Count ? (long)number
            : throw new FormatException($"Column 'labels' holds '{list}', and '{label}' is no number of 0 to {labels.Names.Count - 1}.")])]
        : [.. row.Integers("labels").Select(label => labels[label])]);
}

/// <summary>A comment and the share of raters who called it toxic; columns of the Hub or of the original CSV.</summary>
internal sealed record CivilCommentRow(string Text, double Toxicity)
{
    public static CivilCommentRow From(DataRow row) => row.Has("comment_text")
        ? new(row.Text("comment_text"), row.Number("target"))
        : new(row.Text("text"), row.Number("toxicity"));
}

/// <summary>A Wikipedia comment with the kinds of toxicity raters saw in it.</summary>
internal sealed record WikiToxicityRow(string Text, IReadOnlyList<string> Kinds)
{
    public static IReadOnlyList<string> AllKinds { get; } = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"];

    public static WikiToxicityRow From(DataRow row) => new(row.Text("comment_text"), [.. AllKinds.Where(row.Flag)]);
}

/// <summary>A question of TREC with its coarse class; the older layout has other names and another order of classes.</summary>
internal sealed record TrecRow(string Text, string Label)
{
    private static readonly ClassLabel Coarse = new("ABBR", "ENTY", "DESC", "HUM", "LOC", "NUM");
    private static readonly ClassLabel OlderCoarse = new("DESC", "ENTY", "ABBR", "HUM", "NUM", "LOC");

    public static IReadOnlyList<string> Labels => Coarse.Names;

    public static TrecRow From(DataRow row) => new(
        row.Text("text"), row.Has("coarse_label") ? Coarse.Of(row, "coarse_label") : OlderCoarse.Of(row, "label-coarse"));
}

/// <summary>A row of DBpedia.</summary>
internal sealed record DbpediaRow(string Title, string Content, string Label)
{
    public static DbpediaRow From(DataRow row, ClassLabel labels) => new(row.Text("title"), row.Text("content").Trim(), labels.Of(row));
}

/// <summary>A review with the passages that show why it is good or bad.</summary>
internal sealed record MovieRationaleRow(string Review, string Label, IReadOnlyList<string> Evidences)
{
    public static MovieRationaleRow From(DataRow row, ClassLabel labels) => new(row.Text("review"), labels.Of(row), row.Texts("evidences"));
}

/// <summary>A sentence on a topic, an argument or none; the file holds all splits and says which in <c>set</c>.</summary>
internal sealed record ArgumentRow(string Topic, string Sentence, string Label, string Set)
{
    public static ArgumentRow From(DataRow row, ClassLabel labels) =>
        new(row.Text("topic"), row.Text("sentence"), labels.Of(row, "annotation"), row.Text("set"));

    /// <summary>True when the row is of the split.</summary>
    public bool IsOf(DatasetSplit split) => Set == (split == DatasetSplit.Validation ? "val" : split.Name);
}
