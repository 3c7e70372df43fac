namespace ExT5.Training.Tests;

/// <summary>A clock that moves on by the same time whenever it is read.</summary>
internal sealed class TickingTime(TimeSpan tick) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks += tick.Ticks;
}
