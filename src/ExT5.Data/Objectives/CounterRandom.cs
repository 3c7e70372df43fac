namespace ExT5.Data;

/// <summary>
/// A random stream that is a pure function of its key: number n is a hash of (key, n) (SplitMix64).
/// Keys made with <see cref="Combine"/> give unrelated streams, so one example's randomness never depends on another's.
/// </summary>
public struct CounterRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Opens the stream of a key.</summary>
    /// <param name="key">Any number; see <see cref="Combine"/> to make one from several.</param>
    public CounterRandom(ulong key) => _state = key;

    /// <summary>Makes one key from two.</summary>
    public static ulong Combine(ulong first, ulong second) => Mix(Mix(first) + Increment * (second + 1));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Mix(_state += Increment);

    /// <summary>The next number in [0, bound), without bias.</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // Lemire's multiply-and-reject: unbiased, and one multiplication in nearly all cases.
        var range = (uint)bound;
        var product = (ulong)(uint)(NextUInt64() >> 32) * range;
        if ((uint)product < range)
            for (var threshold = (0u - range) % range; (uint)product < threshold;)
                product = (ulong)(uint)(NextUInt64() >> 32) * range;
        return (int)(product >> 32);
    }

    /// <summary>The next number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    internal static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
