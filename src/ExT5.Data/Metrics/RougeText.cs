namespace ExT5.Data;

/// <summary>A text cut into sentences of ROUGE tokens.</summary>
internal sealed class RougeText
{
    private readonly List<List<string>> _sentences;
    private readonly List<string> _tokens;

    public RougeText(string text, bool stem)
    {
        _sentences = RougeTokens.OfLines(text.Replace(" . ", " .\n", StringComparison.Ordinal), stem);
        _tokens = [.. _sentences.SelectMany(sentence => sentence)];
    }

    /// <summary>F-measures of this answer: rouge1, rouge2, rougeL, rougeLsum, each 0 to 1.</summary>
    public double[] Score(RougeText reference) =>
    [
        NgramOverlap(reference, 1),
        NgramOverlap(reference, 2),
        TokenShare(reference, LongestCommonSubsequence.Length(reference._tokens, _tokens)),
        TokenShare(reference, SummaryHits(reference)),
    ];

    private double TokenShare(RougeText reference, int hits) =>
        FMeasure.Of(hits, _tokens.Count, reference._tokens.Count);

    private double NgramOverlap(RougeText reference, int n)
    {
        var answer = NgramCounts.Of(_tokens, n);
        var expected = NgramCounts.Of(reference._tokens, n);
        return FMeasure.Of(answer.SharedWith(expected), answer.Total, expected.Total);
    }

    // The union of each reference sentence's subsequences with all answer sentences (Lin 2004, 3.2); a token is
    // counted at most as often as each side has it, as ROUGE 1.5.5 does.
    private int SummaryHits(RougeText reference)
    {
        var left = Counts(_tokens);
        var hits = 0;
        foreach (var sentence in reference._sentences)
        {
            var marks = new bool[sentence.Count];
            foreach (var answer in _sentences) LongestCommonSubsequence.Mark(sentence, answer, marks);
            for (var i = 0; i < marks.Length; i++)
                if (marks[i] && left[sentence[i]]-- > 0) hits++;
        }
        return hits;
    }

    private static Dictionary<string, int> Counts(List<string> tokens)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens) counts[token] = counts.GetValueOrDefault(token) + 1;
        return counts;
    }
}
