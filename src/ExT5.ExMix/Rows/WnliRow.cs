using System.Text.RegularExpressions;
using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>
/// A row of WNLI as a question of WSC (T5's <c>wnli_simple</c>): the pronoun of the premise whose surroundings agree best with
/// the hypothesis is marked, and what the hypothesis has in its place is the referent in question.
/// </summary>
internal sealed record WnliRow(string Marked, string Referent, string Label)
{
    private const string EndMarks = ".,?!";
    private static readonly string[] Articles = ["a", "an", "the"];
    private static readonly HashSet<string> Pronouns = ["he", "she", "they", "it", "her", "his", "their", "them", "him"];

    public static WnliRow From(DataRow row, ClassLabel labels)
    {
        var (premise, hypothesis) = (row.Text("sentence1"), row.Text("sentence2"));
        var (said, claimed) = (WordsOf(premise), WordsOf(hypothesis));
        var best = Enumerable.Range(0, said.Length).Where(place => Pronouns.Contains(said[place]))
            .Select(place => (Place: place, Match: Matched(said, claimed, place)))
            .DefaultIfEmpty((Place: -1, Match: (Score: 0, Candidate: ""))).MaxBy(each => each.Match.Score);
        return best.Place >= 0
            ? new(Highlighted(premise, best.Place), ReferentOf(best.Match.Candidate, hypothesis), labels.Of(row))
            : throw new FormatException("The premise has no pronoun, so this is no row of WNLI.");
    }

    private static string[] WordsOf(string sentence) =>
    [
        .. sentence.Trim().ToLowerInvariant().Split(' ')
            .Select(word => word.Length > 0 && EndMarks.Contains(word[^1]) ? word[..^1] : word).Where(word => word.Length > 0),
    ];

    private static (int Score, string Candidate) Matched(string[] premise, string[] hypothesis, int place)
    {
        var (before, after) = (premise[..place], premise[(place + 1)..]);
        var shared = Shared(string.Join(' ', hypothesis.Reverse()), [.. before.Reverse()]);
        var sharedAfter = Shared(string.Join(' ', hypothesis), after);
        if (shared + sharedAfter == 0) return (0, "");
        string[] left = [.. before[^shared..].Select(Regex.Escape)], right = [.. after[..sharedAfter].Select(Regex.Escape)];
        string[] patterns =
            [Pattern([.. left, "(.+)", .. right]), Pattern(["^(.+)", .. right]), Pattern([.. left, "(.+)$"])];
        var claim = string.Join(' ', hypothesis);
        var match = patterns.Select(pattern => Regex.Match(claim, pattern)).FirstOrDefault(match => match.Success);
        return (shared + sharedAfter, match?.Groups[1].Value ?? "");
    }

    /// <summary>How many of the words, in order, stand together in the text.</summary>
    private static int Shared(string text, string[] words)
    {
        for (var count = 1; count <= words.Length; count++)
            if (!text.Contains(string.Join(' ', words[..count]), StringComparison.Ordinal)) return count - 1;
        return words.Length;
    }

    // The candidate begins at its last article, and is never possessive. As in T5 there is none where nothing agrees.
    private static string ReferentOf(string candidate, string hypothesis)
    {
        if (candidate.Length == 0) return "";
        var words = candidate.Split(' ');
        var article = Articles.Max(word => Math.Max(0, Array.IndexOf(words, word)));
        var pattern = Pattern(words[article..].Select(word => Regex.Escape(word) + "[.,?!]?"));
        if (Regex.Match(hypothesis, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is not { Success: true } match)
            throw new FormatException($"The candidate '{candidate}' is not in the hypothesis '{hypothesis}'.");
        var found = match.Value;
        if (EndMarks.Contains(found[^1])) found = found[..^1];
        return found.EndsWith('\'') ? found[..^1] : found.EndsWith("'s", StringComparison.Ordinal) ? found[..^2] : found;
    }

    private static string Highlighted(string premise, int place)
    {
        var words = premise.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var word = words[place];
        words[place] = EndMarks.Contains(word[^1]) ? $"*{word[..^1]}* {word[^1]}" : $"*{word}*";
        return string.Join(' ', words);
    }

    private static string Pattern(IEnumerable<string> parts) => string.Join(' ', parts);
}
