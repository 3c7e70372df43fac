using Microsoft.Extensions.Logging;

namespace ExT5.Training.Tests.Stopping;

/// <summary>Counts what a run does, reading rows, asking for a rate, looking at the clock, logging, saving, and acts at one of these moments.</summary>
internal sealed class Moments(long at, Action act) : TimeProvider, ILogger<Trainer>
{
    private long _seen;

    /// <summary>Moments so far.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    public void Pass()
    {
        if (Interlocked.Increment(ref _seen) == at) act();
    }

    public override long GetTimestamp()
    {
        Pass();
        return base.GetTimestamp();
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Pass();
}
