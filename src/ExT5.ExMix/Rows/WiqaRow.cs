using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A question of WIQA: what a change does to a process whose steps are given.</summary>
internal sealed record WiqaRow(string Question, string Paragraph, string Effect)
{
    private static readonly ClassLabel Effects = new("more", "less", "no effect");

    public static WiqaRow From(DataRow row) => new(row.Text("question_stem"), string.Join(' ', row.Texts("question_para_step")), EffectOf(row.Text("answer_label")));

    public TextExample Example() => Effects.Example($"wiqa question: {Question} paragraph: {Paragraph}", Effect);

    private static string EffectOf(string label) => label.Replace('_', ' ') is var effect && Effects.Names.Contains(effect)
        ? effect
        : throw new FormatException($"Column 'answer_label' holds '{label}', which is none of more, less and no_effect.");
}
