using System.Text.RegularExpressions;
using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A row of the definite pronoun resolution set.</summary>
internal sealed record PronounRow(string Sentence, string Pronoun, IReadOnlyList<string> Candidates, string Answer)
{
    public static PronounRow From(DataRow row)
    {
        var (candidates, label) = (row.Texts("candidates"), row.Integer("label"));
        return label >= 0 && label < candidates.Count
            ? new(row.Text("sentence"), row.Text("pronoun"), candidates, candidates[(int)label])
            : throw new FormatException($"The label {label} is none of {candidates.Count} candidates.");
    }

    /// <summary>The sentence with the first pronoun that a space, full stop or comma follows in asterisks.</summary>
    public string Marked() => new Regex($@" ({Regex.Escape(Pronoun)})( |\.|,)").Replace(Sentence, " *$1*$2", 1);
}
