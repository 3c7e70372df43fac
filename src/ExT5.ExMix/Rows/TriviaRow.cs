using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question of TriviaQA; T5 teaches the value and accepts every alias.</summary>
internal sealed record TriviaRow(string Question, string Value, IReadOnlyList<string> Aliases)
{
    public static TriviaRow From(DataRow row)
    {
        var answer = row.Row("answer");
        return new(row.Text("question"), answer.Text("value"), answer.Texts("aliases"));
    }

    public TextExample Example() => new($"trivia_qa question: {Question}", Value)
    {
        References = Aliases.Count > 0 ? [.. Aliases.Distinct(StringComparer.Ordinal)] : [Value],
    };
}
