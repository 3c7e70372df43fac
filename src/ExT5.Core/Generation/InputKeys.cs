namespace ExT5.Core;

/// <summary>
/// The random keys of a call's inputs: of the ids alone, whatever stands beside them, but another for each that comes again.
/// </summary>
internal static class InputKeys
{
    /// <summary>A key for each input.</summary>
    /// <param name="inputs">Ids of each input.</param>
    public static ulong[] Of(IReadOnlyList<int[]> inputs)
    {
        var seen = new Dictionary<ulong, int>();
        var keys = new ulong[inputs.Count];
        for (var place = 0; place < keys.Length; place++)
        {
            var first = DrawKey.Of(inputs[place], 0);
            var occurrence = seen.GetValueOrDefault(first);
            seen[first] = occurrence + 1;
            keys[place] = DrawKey.Of(inputs[place], occurrence);
        }

        return keys;
    }
}
