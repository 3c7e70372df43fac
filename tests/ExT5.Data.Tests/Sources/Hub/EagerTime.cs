using System.Collections.Concurrent;

namespace ExT5.Data.Tests;

/// <summary>A clock that writes down each wait and does not wait; what lasts an hour or more never ends.</summary>
internal sealed class EagerTime : TimeProvider
{
    public static readonly TimeSpan Never = TimeSpan.FromHours(1);

    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isWait = dueTime >= TimeSpan.Zero && dueTime < Never;
        if (isWait) Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, isWait ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
