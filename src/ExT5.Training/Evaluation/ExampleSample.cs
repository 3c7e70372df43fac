using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Chooses which rows are looked at: a pure function of seed, task and purpose, whatever else is evaluated.</summary>
internal static class ExampleSample
{
    /// <summary>A random stream of one task and purpose.</summary>
    public static CounterRandom Random(ulong seed, string task, string purpose) =>
        new(CounterRandom.Combine(seed, Hash(task + '\0' + purpose)));

    /// <summary>Up to <paramref name="most"/> rows, each set of that size equally likely, in the order of the source.</summary>
    public static IReadOnlyList<TextExample> Choose(IReadOnlyList<TextExample> rows, int most, CounterRandom random)
    {
        if (rows.Count <= most) return [.. rows];
        // Floyd's algorithm: as many draws as rows wanted, however large the source.
        var chosen = new SortedSet<int>();
        for (var last = rows.Count - most; last < rows.Count; last++)
            if (!chosen.Add(random.NextInt32(last + 1)))
                chosen.Add(last);
        return [.. chosen.Select(row => rows[row])];
    }

    /// <summary>
    /// Whole groups in random order while they fit into <paramref name="most"/> rows, the first one always; a row without a
    /// group is one. In the order of the source.
    /// </summary>
    public static IReadOnlyList<TextExample> ChooseGroups(IReadOnlyList<TextExample> rows, int most, CounterRandom random)
    {
        if (rows.Count <= most) return [.. rows];
        var groups = Groups(rows);
        var chosen = new SortedSet<int>();
        for (var left = groups.Count; left > 0; left--)
        {
            var drawn = random.NextInt32(left);
            if (chosen.Count > 0 && chosen.Count + groups[drawn].Count > most) break;
            chosen.UnionWith(groups[drawn]);
            groups[drawn] = groups[left - 1];
        }
        return [.. chosen.Select(row => rows[row])];
    }

    private static List<List<int>> Groups(IReadOnlyList<TextExample> rows)
    {
        var groups = new List<List<int>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < rows.Count; row++)
        {
            var place = groups.Count;
            if (rows[row].Group is { } group && !places.TryAdd(group, place)) place = places[group];
            if (place == groups.Count) groups.Add([]);
            groups[place].Add(row);
        }
        return groups;
    }

    // string.GetHashCode differs from process to process.
    private static ulong Hash(string text) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
