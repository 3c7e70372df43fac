using System.Globalization;
using ExT5.Data;

namespace Cache;

/// <summary>One line that is written over in a terminal, and a line every ten seconds elsewhere.</summary>
internal sealed class ProgressLine(TimeProvider time) : IProgress<CacheProgress>
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _pause = Console.IsOutputRedirected ? TimeSpan.FromSeconds(10) : TimeSpan.FromMilliseconds(100);
    private readonly long _start = time.GetTimestamp();
    private long _shown = time.GetTimestamp();
    private CacheProgress _last = new(0, 0, 0);

    public void Report(CacheProgress value)
    {
        lock (_lock)
        {
            if (value.Rows < _last.Rows) return;
            _last = value;
            if (time.GetElapsedTime(_shown) < _pause) return;
            _shown = time.GetTimestamp();
            Write(value);
        }
    }

    /// <summary>The last state, so that the line does not end below 100 %.</summary>
    public void End()
    {
        if (_last.Rows == 0) return;
        Write(_last);
        if (!Console.IsOutputRedirected) Console.WriteLine();
    }

    private void Write(CacheProgress value)
    {
        var seconds = Math.Max(time.GetElapsedTime(_start).TotalSeconds, 1e-3);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{100.0 * value.Rows / Math.Max(value.TotalRows, 1),3:F0} %  {value.Rows:N0} of {value.TotalRows:N0} rows  {value.Tokens:N0} tokens  {value.Tokens / seconds / 1e6:F1} M tokens/s");
        if (Console.IsOutputRedirected) Console.WriteLine(line);
        else Console.Write($"\r{line}\e[K");
    }
}
