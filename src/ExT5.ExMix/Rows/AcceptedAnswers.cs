using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>Examples that accept several answers.</summary>
internal static class AcceptedAnswers
{
    /// <summary>Teaches the first answer and accepts all, each once; a row without answers gets T5's <c>&lt;unk&gt;</c>.</summary>
    public static TextExample Example(string input, IEnumerable<string> answers)
    {
        string[] accepted = [.. answers.Where(answer => answer.Length > 0).Distinct(StringComparer.Ordinal)];
        return accepted.Length == 0 ? new(input, ClassLabel.Unknown) : new(input, accepted[0]) { References = accepted };
    }
}
