using System.Numerics;
using System.Text;

namespace ExT5.Data.Tests;

/// <summary>
/// The order of a mixture written down a second time, plainly: blocks one after the other from 0, each task counted as
/// it is drawn, whole numbers without limits. What it gives is what <see cref="MixtureSampler"/> must give.
/// </summary>
internal sealed class PlainMixtureOrder(IReadOnlyList<MixtureShare> tasks, ulong seed)
{
    private static readonly BigInteger Word = BigInteger.One << 64;
    private readonly BigInteger _seed = Hash(seed);
    private readonly BigInteger[] _ends = EndsOf(tasks);

    public IEnumerable<MixtureDraw> Draws()
    {
        var drawn = new long[tasks.Count];
        for (var block = 0L; ; block++)
            foreach (var task in Shuffled(block, [.. Enumerable.Range(0, 64).Select(point => TaskAt(point, block))]))
            {
                var (epoch, index) = Math.DivRem(drawn[task]++, tasks[task].Examples);
                yield return new MixtureDraw(task, epoch, Example(task, epoch, index));
            }
    }

    // The task whose stretch, in 2^-57 of a point, covers the point and the block's offset.
    private int TaskAt(int point, long block)
    {
        var place = (point * BigInteger.Pow(2, 57)) + (Mirrored(block) >> 7);
        return Enumerable.Range(0, tasks.Count).First(task => _ends[task] > place);
    }

    // The running sums of the weights; from the last task that is drawn on exactly 64 points.
    private static BigInteger[] EndsOf(IReadOnlyList<MixtureShare> tasks)
    {
        var (below, total) = (0.0, tasks.Sum(task => task.Weight));
        var last = tasks.Select((task, i) => task.Weight > 0 ? i : 0).Max();
        return [.. tasks.Select((task, i) => i >= last ? BigInteger.Pow(2, 63) : new BigInteger((below += task.Weight) / total * Math.Pow(2, 63)))];
    }

    private List<int> Shuffled(long block, List<int> points)
    {
        var bits = BigInteger.Zero;
        var state = Combine(_seed, block);
        for (var (left, used) = (64, 0); left > 1; left--, used++)
        {
            if (used % 4 == 0) bits = Next(ref state);
            var chosen = (int)(bits * left / Word);
            bits = bits * left % Word;
            (points[left - 1], points[chosen]) = (points[chosen], points[left - 1]);
        }

        return points;
    }

    private long Example(int task, long epoch, long index)
    {
        var bits = 0;
        while (BigInteger.Pow(2, bits) < tasks[task].Examples) bits++;
        var state = Combine(Combine(_seed, NameHash(tasks[task].Name)), epoch);
        BigInteger[] keys = [Next(ref state), Next(ref state), Next(ref state)];
        BigInteger value = index;
        do
            for (var round = 0; round < (bits <= 8 ? 9 : 6); round++)
            {
                var key = Turned(keys[round % 3], round / 3 * 21);
                var factor = Turned(key, 32) | 1;
                value = (value + key) * factor % BigInteger.Pow(2, bits);
                value ^= value >> ((bits + 1) / 2);
            }
        while (value >= tasks[task].Examples);
        return (long)value;
    }

    private static BigInteger Mirrored(long block)
    {
        var mirrored = BigInteger.Zero;
        for (var bit = 0; bit < 64; bit++)
            mirrored = (mirrored * 2) + ((block >> bit) & 1);
        return mirrored;
    }

    private static BigInteger Turned(BigInteger word, int by) => (word * BigInteger.Pow(2, by) % Word) + (word * BigInteger.Pow(2, by) / Word);

    private static BigInteger Next(ref BigInteger state) => Hash(state = (state + 0x9E3779B97F4A7C15) % Word);

    private static BigInteger Combine(BigInteger first, BigInteger second) => Hash((Hash(first) + (0x9E3779B97F4A7C15 * (second + 1))) % Word);

    // The finalizer of SplitMix64.
    private static BigInteger Hash(BigInteger value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 % Word;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB % Word;
        return value ^ (value >> 31);
    }

    // FNV-1a.
    private static BigInteger NameHash(string name) => Encoding.UTF8.GetBytes(name)
        .Aggregate((BigInteger)14695981039346656037, (hash, letter) => (hash ^ letter) * 1099511628211 % Word);
}
