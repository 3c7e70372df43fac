namespace ExT5.Data;

/// <summary>How datasets of the Hub are fetched and kept. What is not said is taken from the environment, as Hugging Face's own tools do.</summary>
public sealed class HubOptions
{
    /// <summary>The Hub or a mirror; <c>HF_ENDPOINT</c> or https://huggingface.co when null.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Where files are kept; <c>ext5</c> in <c>HF_HOME</c> (<c>~/.cache/huggingface</c>) when null. Folders are made as needed.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>
    /// Access token; <c>HF_TOKEN</c> or the file that <c>hf auth login</c> writes when null, none when empty. It goes to
    /// <see cref="Endpoint"/> only, never to a host it redirects to, and stands in no error.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>True to use the cache only; <c>HF_HUB_OFFLINE</c> or <c>HF_DATASETS_OFFLINE</c> when null.</summary>
    public bool? Offline { get; init; }

    /// <summary>How often a request is tried again after a rate limit, a server error or a lost connection; 5 by default. Bytes that
    /// arrived start the count anew.</summary>
    public int MaxRetries { get; init => field = AtLeast(0, value); } = 5;

    /// <summary>Longest wait before the first retry, doubled for each further one up to <see cref="MaxBackOff"/>; 1 s by default. The wait
    /// is drawn between half of it and all of it, and is never shorter than the server asks.</summary>
    public TimeSpan BackOff { get; init => field = NotNegative(value); } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two tries by doubling; 30 s by default.</summary>
    public TimeSpan MaxBackOff { get; init => field = NotNegative(value); } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait that a server may ask for (<c>Retry-After</c>); 5 minutes by default. A longer one is an error that names it.</summary>
    public TimeSpan MaxRetryAfter { get; init => field = NotNegative(value); } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server may stay silent, before its answer or within; 30 s by default.</summary>
    public TimeSpan Timeout { get; init => field = NotNegative(value); } = TimeSpan.FromSeconds(30);

    /// <summary>How many files are fetched at a time; 4 by default.</summary>
    public int ParallelDownloads { get; init => field = AtLeast(1, value); } = 4;

    /// <summary>Most bytes a split may have, checked before the first is fetched; 256 GiB by default.</summary>
    public long MaxSplitBytes { get; init => field = AtLeast(1, value); } = 256L << 30;

    /// <summary>Most files a dataset may list; 100,000 by default.</summary>
    public int MaxListedFiles { get; init => field = AtLeast(1, value); } = 100_000;

    /// <summary>True to read cached files and compare their checksums each time; their sizes are compared always. A damaged one is
    /// fetched again.</summary>
    public bool Verify { get; init; }

    /// <summary>Sends the requests; one that uses the system's proxy when null. It is not disposed.</summary>
    public HttpClient? Client { get; init; }

    /// <summary>What waits and time limits go by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Hears about bytes as they arrive, from several threads.</summary>
    public IProgress<HubProgress>? Progress { get; init; }

    internal Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    private static T AtLeast<T>(T least, T value) where T : IComparable<T> => value.CompareTo(least) >= 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"Allow at least {least}.");

    private static TimeSpan NotNegative(TimeSpan value) => value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Allow from 0 up to a day.");
}
