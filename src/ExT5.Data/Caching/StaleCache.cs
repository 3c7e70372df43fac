using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>Refuses a cache of something else.</summary>
internal static class StaleCache
{
    private const int Shown = 8;

    /// <exception cref="CacheException">A key differs; the message lists which part of which.</exception>
    public static void ThrowIfAny(string folder, IEnumerable<(CacheKey Cached, CacheKey Now)> keys)
    {
        var stale = keys.Select(each => (each.Now, Differences: each.Cached.DifferencesTo(each.Now).ToList()))
            .Where(each => each.Differences.Count > 0).ToList();
        if (stale.Count == 0) return;
        var message = new StringBuilder(
            $"The token cache '{folder}' was made from something else. Write it again, or open it with what it was made from.");
        foreach (var (now, differences) in stale.Take(Shown))
            message.Append(CultureInfo.InvariantCulture, $"\n  task '{now.Task}', split '{now.Split}': {string.Join("; ", differences)}");
        if (stale.Count > Shown) message.Append(CultureInfo.InvariantCulture, $"\n  and {stale.Count - Shown} more");
        throw new CacheException(message.ToString());
    }
}
