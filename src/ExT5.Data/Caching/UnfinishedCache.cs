using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>Refuses to finish a cache that lacks shards.</summary>
internal static class UnfinishedCache
{
    private const int Shown = 8;

    /// <param name="folder">The folder.</param>
    /// <param name="of">Number of shards.</param>
    /// <param name="plans">All shards of all splits.</param>
    /// <param name="problemOf">What is wrong with a shard, or null.</param>
    /// <exception cref="CacheException">A shard is missing, damaged or made from something else.</exception>
    public static void ThrowIfAny(string folder, int of, IEnumerable<ShardPlan> plans, Func<ShardPlan, string?> problemOf)
    {
        var lacking = plans.Select(plan => (Plan: plan, Problem: problemOf(plan))).Where(each => each.Problem is not null).ToList();
        if (lacking.Count == 0) return;
        var shards = string.Join(", ", lacking.Select(each => each.Plan.Shard).Distinct().Order());
        var message = new StringBuilder($"The token cache '{folder}' cannot be finished: {lacking.Count} files are not as they should be. ");
        message.Append(CultureInfo.InvariantCulture, $"Write shards {shards} of {of}.");
        var others = Directory.EnumerateFiles(folder).Select(path => ShardName.Read(Path.GetFileName(path))?.Of).Where(count => count is not null && count != of)
            .Distinct().ToList();
        if (others.Count > 0) message.Append(CultureInfo.InvariantCulture, $" The folder has shards of {string.Join(" and ", others)}; was the number of shards another?");
        foreach (var (plan, problem) in lacking.Take(Shown))
            message.Append(CultureInfo.InvariantCulture, $"\n  {Path.GetFileName(plan.Path)}: {problem}");
        if (lacking.Count > Shown) message.Append(CultureInfo.InvariantCulture, $"\n  and {lacking.Count - Shown} more");
        throw new CacheException(message.ToString());
    }
}
