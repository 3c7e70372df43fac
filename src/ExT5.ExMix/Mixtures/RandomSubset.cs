using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ExT5.ExMix;

/// <summary>
/// A random choice of tasks (paper, sections 4.3 and 4.6): those with the smallest first eight bytes of
/// SHA-256(<c>seed:name</c>). It depends on seed and names alone, and a smaller subset of a seed lies inside a larger one.
/// </summary>
/// <param name="Count">Number of tasks, at least 1; the paper takes 30, 55 and 80.</param>
/// <param name="Seed">Any number; the paper takes three.</param>
public sealed record RandomSubset(int Count, int Seed)
{
    /// <summary>Number of tasks.</summary>
    public int Count { get; } = Count >= 1 ? Count : throw new ArgumentOutOfRangeException(nameof(Count), Count, "Choose at least one task.");

    /// <summary>Name of its mixture, for example <c>exmix_random_55_seed_1</c>.</summary>
    public string MixtureName => string.Create(CultureInfo.InvariantCulture, $"exmix_random_{Count}_seed_{Seed}");

    /// <summary>The chosen tasks in the order of <paramref name="tasks"/>; all of them when there are no more.</summary>
    /// <param name="tasks">The tasks to choose from.</param>
    public IReadOnlyList<ExMixTask> Of(IReadOnlyList<ExMixTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var chosen = tasks.OrderBy(KeyOf).Take(Count).ToHashSet();
        return [.. tasks.Where(chosen.Contains)];
    }

    private ulong KeyOf(ExMixTask task) => BinaryPrimitives.ReadUInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed}:{task.Name}"))));
}
