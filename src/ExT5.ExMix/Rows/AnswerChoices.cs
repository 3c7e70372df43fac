using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>The answers of a multiple-choice question.</summary>
/// <param name="Texts">The answers in the order shown.</param>
/// <param name="Right">Place of the right one, -1 when it is not known.</param>
internal sealed record AnswerChoices(IReadOnlyList<string> Texts, int Right)
{
    /// <summary>
    /// Reads AI2's layout: <c>choices</c> as the Hub writes them, lists of <c>text</c> and <c>label</c>, or as the original
    /// files do, rows of both; the label of the right one is in <c>answerKey</c>, which test rows may lack.
    /// </summary>
    /// <param name="row">A row.</param>
    /// <param name="holder">What holds the choices: the row itself, or its question in the original files.</param>
    public static AnswerChoices From(DataRow row, DataRow holder)
    {
        var key = row.Gives("answerKey") ? row.Text("answerKey") : "";
        if (holder["choices"] is DataRow lists) return Of(lists.Texts("text"), lists.Texts("label"), key, "answerKey");
        var choices = holder.Rows("choices");
        return Of([.. choices.Select(choice => choice.Text("text"))], [.. choices.Select(choice => choice.Text("label"))], key, "answerKey");
    }

    /// <summary>The choices with the one that a label names; an empty label means that the answer is not known.</summary>
    public static AnswerChoices Of(IReadOnlyList<string> texts, IReadOnlyList<string> labels, string label, string column)
    {
        var right = labels.ToList().IndexOf(label);
        if (right >= texts.Count || (right < 0 && label.Length > 0))
            throw new FormatException($"Column '{column}' holds '{label}', which names none of the {texts.Count} choices ({string.Join(", ", labels)}).");
        return new(texts, right);
    }

    /// <summary>An example whose answer is the text of the right choice.</summary>
    public TextExample Example(string input) => new(input, Right < 0 ? ClassLabel.Unknown : Texts[Right]) { Choices = Texts };

    /// <summary>The choices as the model reads them.</summary>
    public override string ToString() => ChoiceText.Of(Texts);
}
