using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A question of Rainbow: its named parts and the label of the right choice (Lourie et al., 2021).</summary>
internal sealed record RainbowRow(IReadOnlyList<RainbowField> Fields, string Label)
{
    /// <summary>Reads a row; each field is a tag of Rainbow's own files with the column that holds it on the Hub.</summary>
    public static RainbowRow From(DataRow row, string label, params IReadOnlyList<RainbowField> columns) => new(
        [.. columns.Select(column => column with { Text = row.Text(column.Text) })], LabelOf(row, label));

    /// <summary>HellaSwag's endings are one list: their tags carry the place.</summary>
    public static RainbowRow FromHellaSwag(DataRow row) => new(
        [new("ctx", row.Text("ctx")), .. row.Texts("endings").Select((ending, place) => new RainbowField($"ending_options {place}", ending))],
        LabelOf(row, "label"));

    /// <summary>UNICORN's text: the name of the task, then each part on a line between its tags; the target is the label.</summary>
    public TextExample Example(string task, IReadOnlyList<string> labels)
    {
        var label = labels.Contains(Label) ? Label : Label is "" or "-1" ? ClassLabel.Unknown
            : throw new FormatException($"The label '{Label}' is none of {string.Join(", ", labels)}; -1 or nothing stands for an unknown one.");
        return new($"[{task}]:\n{string.Join('\n', Fields)}", label) { Choices = labels };
    }

    private static string LabelOf(DataRow row, string column) => row[column] is string text && WholeNumber.Parse(text) is null ? text : $"{row.Integer(column)}";
}
