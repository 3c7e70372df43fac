using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A question of CoS-E with the reason a person gave (Rajani et al., 2019).</summary>
internal sealed record CosERow(string Question, IReadOnlyList<string> Choices, string Answer, string Explanation)
{
    public static CosERow From(DataRow row) =>
        new(row.Text("question"), row.Texts("choices"), row.Text("answer"), row.Text("abstractive_explanation"));

    /// <summary>WT5's <c>cos_e</c>.</summary>
    public TextExample Example() => new(
        $"explain cos_e question: {Question} {string.Join(' ', Choices.Select(choice => $"choice: {choice}"))}", Explained.Of(Answer, [Explanation]));
}
