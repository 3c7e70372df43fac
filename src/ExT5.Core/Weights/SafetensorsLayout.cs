namespace ExT5.Core;

/// <summary>Checks that the tensors fill the file: every byte belongs to exactly one tensor.</summary>
/// <remarks>Holes could hide a second file, overlaps could make a small file fill the memory.</remarks>
internal static class SafetensorsLayout
{
    /// <exception cref="SafetensorsException">There is a hole, an overlap, or an end that is not the file's.</exception>
    public static void Check(string path, IReadOnlyDictionary<string, SafetensorsEntry> entries, long dataLength)
    {
        var end = 0L;
        var inOrder = entries.ToArray();
        Array.Sort(inOrder, (left, right) => left.Value.Begin != right.Value.Begin
            ? left.Value.Begin.CompareTo(right.Value.Begin)
            : left.Value.End.CompareTo(right.Value.End));
        foreach (var (name, entry) in inOrder)
        {
            if (entry.Begin != end)
                throw new SafetensorsException(
                    path,
                    SafetensorsRule.Contiguity,
                    $"the tensor '{name}' begins at byte {entry.Begin}, but the one before it ends at {end}");
            end = entry.End;
        }
        if (end != dataLength)
            throw new SafetensorsException(
                path,
                SafetensorsRule.FileEnd,
                $"the tensors end after {end} bytes, but {dataLength} bytes follow the header");
    }
}
