using System.Numerics;

namespace ExT5.Core;

/// <summary>
/// Random numbers as a function of what they are for: the output of SplitMix64 (Steele et al. 2014) over the numbers of
/// a key, so that no draw depends on how many came before it.
/// </summary>
internal static class DrawKey
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A key of two numbers; keys of different pairs look unrelated.</summary>
    public static ulong Join(ulong key, ulong value) => Mix(Mix(key + Golden) ^ (value + BitOperations.RotateLeft(Golden, 32)));

    /// <summary>A key of ids and of a number that tells equal ids apart.</summary>
    public static ulong Of(IReadOnlyList<int> ids, int occurrence)
    {
        var key = (ulong)ids.Count;
        foreach (var id in ids)
            key = Join(key, (uint)id);
        return Join(key, (uint)occurrence);
    }

    /// <summary>A number above 0 and below 1, of 48 bits, so that its product with any total stays below the total.</summary>
    public static double Uniform(ulong key) => ((Mix(key) >> 16) + 0.5) * (1.0 / (1UL << 48));

    private static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
