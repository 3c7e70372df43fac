namespace ExT5.Data;

/// <summary>The longest common subsequence of two token lists (ROUGE-L).</summary>
internal static class LongestCommonSubsequence
{
    /// <summary>Its length, in memory of one row.</summary>
    public static int Length(List<string> reference, List<string> answer)
    {
        var row = new int[answer.Count + 1];
        foreach (var token in reference)
        {
            var diagonal = 0;
            for (var j = 1; j <= answer.Count; j++)
            {
                var above = row[j];
                row[j] = token == answer[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[^1];
    }

    /// <summary>
    /// Marks the places in the reference of one longest common subsequence. Where several are longest, the choice
    /// is that of the ROUGE scorers: on a tie the reference is shortened first.
    /// </summary>
    public static void Mark(List<string> reference, List<string> answer, bool[] marks)
    {
        var table = Table(reference, answer);
        for (int i = reference.Count, j = answer.Count; i > 0 && j > 0;)
        {
            if (reference[i - 1] == answer[j - 1])
            {
                marks[--i] = true;
                j--;
            }
            else if (table[i, j - 1] > table[i - 1, j]) j--;
            else i--;
        }
    }

    private static int[,] Table(List<string> reference, List<string> answer)
    {
        var table = new int[reference.Count + 1, answer.Count + 1];
        for (var i = 1; i <= reference.Count; i++)
            for (var j = 1; j <= answer.Count; j++)
                table[i, j] = reference[i - 1] == answer[j - 1]
                    ? table[i - 1, j - 1] + 1
                    : Math.Max(table[i - 1, j], table[i, j - 1]);
        return table;
    }
}
