using System.Globalization;
using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A query of MS MARCO with its passages.</summary>
internal sealed record RankedQueryRow(string Id, string Query, IReadOnlyList<RankedPassage> Passages)
{
    public static RankedQueryRow From(DataRow row)
    {
        var passages = row.Row("passages");
        var (texts, selected) = (passages.Texts("passage_text"), passages.Integers("is_selected"));
        return texts.Count == selected.Count
            ? new(row.Integer("query_id").ToString(CultureInfo.InvariantCulture), row.Text("query"),
                [.. texts.Zip(selected, (text, mark) => new RankedPassage(text, mark == 1))])
            : throw new FormatException($"The query has {texts.Count} passages and {selected.Count} marks.");
    }

    /// <summary>The right passages, and after each the next wrong one.</summary>
    public IEnumerable<RankedPassage> Balanced()
    {
        var wrong = Passages.Where(passage => !passage.Relevant).ToArray();
        var right = Passages.Where(passage => passage.Relevant).ToArray();
        for (var i = 0; i < right.Length; i++)
        {
            yield return right[i];
            if (i < wrong.Length) yield return wrong[i];
        }
    }
}

/// <summary>A passage and whether it answers the query.</summary>
internal sealed record RankedPassage(string Text, bool Relevant);
