using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question of CANARD, which only its history makes clear, and one that says the same by itself.</summary>
internal sealed record RewriteRow(IReadOnlyList<string> History, string Question, string Rewrite)
{
    public static RewriteRow From(DataRow row) => new(row.Texts("History"), row.Text("Question"), row.Text("Rewrite"));

    public TextExample Example() => new($"canard history: {string.Join(" | ", History)} question: {Question}", Rewrite);
}
