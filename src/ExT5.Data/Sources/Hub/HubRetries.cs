namespace ExT5.Data;

/// <summary>Waits between the tries of one request: exponential with jitter, and at least as long as the server asks.</summary>
internal sealed class HubRetries(HubOptions options)
{
    private int _failures;

    public static async Task<T> RunAsync<T>(HubOptions options, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var retries = new HubRetries(options); ;)
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (HubException failure) when (failure.IsTransient)
            {
                await retries.WaitAsync(failure, cancellationToken).ConfigureAwait(false);
            }
    }

    /// <summary>Something came of the last try, so the count starts anew.</summary>
    public void Progressed() => _failures = 0;

    /// <summary>Waits for the next try, or throws when there is none.</summary>
    public async Task WaitAsync(HubException failure, CancellationToken cancellationToken)
    {
        if (++_failures > options.MaxRetries)
            throw new HubException(failure.Problem, failure.Dataset, WithoutDataset(failure) + $" Tried {_failures} times in a row.", failure);
        if (failure.RetryAfter > options.MaxRetryAfter)
            throw new HubException(failure.Problem, failure.Dataset,
                WithoutDataset(failure) + $" The server asks to wait {failure.RetryAfter.Value.TotalSeconds:0} s; allow it with HubOptions.MaxRetryAfter, or come back.", failure);
        var delay = BackOff();
        if (failure.RetryAfter > delay) delay = failure.RetryAfter.Value;
        await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan BackOff()
    {
        var longest = Math.Min(options.BackOff.TotalSeconds * Math.Pow(2, _failures - 1), options.MaxBackOff.TotalSeconds);
        // Clients that failed together must not come back together, so this is the one place that wants numbers nobody can repeat.
        return TimeSpan.FromSeconds(longest * (0.5 + Random.Shared.NextDouble() / 2));
    }

    private static string WithoutDataset(HubException failure) => failure.Message[(failure.Dataset.Length + 2)..];
}
