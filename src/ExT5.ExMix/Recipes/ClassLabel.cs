using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>The names of a label column, in the order of their numbers.</summary>
internal sealed class ClassLabel(params IReadOnlyList<string> names)
{
    /// <summary>What T5 writes for the label -1 of test rows.</summary>
    public const string Unknown = "<unk>";

    public IReadOnlyList<string> Names => names;

    public string this[long label] => label == -1 ? Unknown
        : label >= 0 && label < names.Count ? names[(int)label]
        : throw new FormatException($"The label {label} is none of 0 to {names.Count - 1} ({string.Join(", ", names)}); -1 stands for an unknown label.");

    /// <summary>The name of a row's label, which the file may write as number, truth value or name.</summary>
    public string Of(DataRow row, string column = "label") => row[column] switch
    {
        string text when names.Contains(text) => text,
        string text when WholeNumber.Parse(text) is null => throw new FormatException($"Column '{column}' holds '{text}', which is none of {string.Join(", ", names)}."),
        bool flag => this[flag ? 1 : 0],
        _ => this[row.Integer(column)],
    };

    /// <summary>An example whose answer is one of the names.</summary>
    public TextExample Example(string input, string label) => new(input, label) { Choices = names };
}
