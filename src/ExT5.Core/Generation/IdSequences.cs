namespace ExT5.Core;

/// <summary>Checks sequences of ids on their way into a processor or a criterion.</summary>
internal static class IdSequences
{
    /// <summary>Copies of the sequences, when each holds one or more ids of 0 or more.</summary>
    public static int[][] Checked(IReadOnlyList<IReadOnlyList<int>> sequences, string name)
    {
        int[][] copies = [.. sequences.Select(ids => ids.ToArray())];
        for (var index = 0; index < copies.Length; index++)
            if (copies[index].Length == 0 || copies[index].Any(id => id < 0))
                throw new ArgumentException(
                    $"Sequence {index} is empty or holds a negative id; give one or more ids of 0 or more.", name);
        return copies;
    }
}
