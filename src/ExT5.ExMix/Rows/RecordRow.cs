using System.Text;
using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>One query of ReCoRD; a row of the Hub, or one of several in a row of SuperGLUE's download.</summary>
internal sealed record RecordRow(string Passage, string Query, IReadOnlyList<string> Entities, IReadOnlyList<string> Answers, string Group)
{
    public static IReadOnlyList<RecordRow> AllFrom(DataRow row)
    {
        if (row.Has("query"))
        {
            var index = row.Row("idx");
            return
            [
                new(row.Text("passage"), row.Text("query"), row.Texts("entities"), row.Texts("answers"),
                    $"{index.Integer("passage")}:{index.Integer("query")}"),
            ];
        }

        var passage = row.Row("passage");
        var entities = EntitiesOf(passage);
        return
        [
            .. row.Rows("qas").Select(qa => new RecordRow(
                passage.Text("text"), qa.Text("query"), entities, AnswersOf(qa), $"{row.Integer("idx")}:{qa.Integer("idx")}")),
        ];
    }

    // Offsets count Unicode characters and include the last one; both lists are sets, sorted as the Hub's are.
    private static List<string> EntitiesOf(DataRow passage)
    {
        var text = passage.Text("text").EnumerateRunes().ToArray();
        return Sorted(passage.Rows("entities").Select(entity =>
            Slice(text, entity.Integer("start"), entity.Integer("end") + 1)));
    }

    private static List<string> AnswersOf(DataRow qa) =>
        qa.Gives("answers") ? Sorted(qa.Rows("answers").Select(answer => answer.Text("text"))) : [];

    private static List<string> Sorted(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];

    private static string Slice(Rune[] text, long start, long end)
    {
        if (start < 0 || start > end || end > text.Length)
            throw new FormatException($"An entity spans {start} to {end} of a passage of {text.Length} characters.");
        var slice = new StringBuilder();
        foreach (var rune in text.AsSpan((int)start, (int)(end - start))) slice.Append(rune.ToString());
        return slice.ToString();
    }
}
