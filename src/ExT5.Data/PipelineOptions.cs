namespace ExT5.Data;

/// <summary>How a pipeline runs. Nothing here changes the order of examples.</summary>
public sealed class PipelineOptions
{
    /// <summary>
    /// Threads that tokenize and pack ahead, each one window at a time, so at most twice as many windows are in memory;
    /// 0 does it when a batch is asked for.
    /// </summary>
    /// <value>A quarter of the processors, at least 1 and at most 8.</value>
    public int Workers { get; set; } = Math.Clamp(Environment.ProcessorCount / 4, 1, 8);

    /// <summary>
    /// This process among those that train together: each gets <see cref="BatchShape.Sequences"/> rows of its own of the global
    /// batch (with a token budget, a batch of its own), so W processes take W times as many a step. The rows and their order
    /// are the same whatever the number: 4 processes of 32 rows together see the batches that one of 128 rows sees. Every
    /// process tokenizes all examples unless they are cached.
    /// </summary>
    /// <value>The only process.</value>
    public DataShard Shard { get; set; } = DataShard.Whole;

    /// <summary>
    /// Folder of a <see cref="TokenCache"/> that holds the tasks of the mixture. The rows are the same as without it, and a
    /// cache that was made from something else is refused.
    /// </summary>
    /// <value><see langword="null"/>: rows are tokenized when they are drawn, and text to denoise when the pipeline opens.</value>
    public string? CacheFolder { get; set; }

    /// <summary>How many rows that cannot be read or formatted may be skipped.</summary>
    /// <value><see langword="null"/>: none; the first stops the pipeline.</value>
    public BadRowBudget? BadRows { get; set; }

    /// <summary>Told of each bad row that is skipped, when its window is entered.</summary>
    public Action<BadRow>? OnBadRow { get; set; }
}
