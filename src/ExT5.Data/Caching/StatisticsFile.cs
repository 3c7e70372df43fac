using System.Text.Json;

namespace ExT5.Data;

/// <summary>Statistics as <c>statistics.json</c> has them: derived figures for readers, histograms to compute others from.</summary>
internal sealed record StatisticsFile(int Format, IReadOnlyList<StatisticsFile.Entry> Splits)
{
    public const string FileName = "statistics.json";
    private const int CurrentFormat = 1;

    public static byte[] Write(IEnumerable<SplitStatistics> statistics) => JsonSerializer.SerializeToUtf8Bytes(
        new StatisticsFile(CurrentFormat, [.. statistics.Select(Entry.Of)]), CacheJson.Default.StatisticsFile);

    /// <exception cref="CacheException">The bytes are no statistics.</exception>
    public static IReadOnlyList<SplitStatistics> Read(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(bytes, CacheJson.Default.StatisticsFile);
            return file is { Format: CurrentFormat, Splits: not null }
                ? [.. file.Splits.Select(entry => entry.ToStatistics())]
                : throw new CacheException($"'{path}' has no statistics of format {CurrentFormat}. Write the cache again.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or OverflowException)
        {
            throw new CacheException($"'{path}' holds no statistics: {error.Message}", error);
        }
    }

    /// <summary>A split.</summary>
    internal sealed record Entry(string Task, string Split, bool Documents, long Examples, Lengths Inputs, Lengths Targets)
    {
        public static Entry Of(SplitStatistics of) => new(
            of.Task, of.Split.Name, of.Documents, of.Examples,
            Lengths.Of(of.Inputs, of.InputCharacters), Lengths.Of(of.Targets, of.TargetCharacters));

        public SplitStatistics ToStatistics() => Task is null || Split is null || Inputs is null || Targets is null
            ? throw new JsonException("A split lacks its task, its name or its lengths.")
            : new SplitStatistics(Task, new DatasetSplit(Split), Documents, Inputs.Histogram(), Targets.Histogram(), Inputs.Characters, Targets.Characters);
    }

    /// <summary>The inputs or targets of a split.</summary>
    internal sealed record Lengths(
        long Tokens, long Characters, double Mean, int Median, int Percentile90, int Percentile99, int Max, IReadOnlyList<int> Length, IReadOnlyList<long> Count)
    {
        public static Lengths Of(LengthHistogram of, long characters) => new(
            of.Total, characters, Math.Round(of.Mean, 3), of.Quantile(0.5), of.Quantile(0.9), of.Quantile(0.99), of.Max, of.Lengths, of.Counts);

        public LengthHistogram Histogram() => new(Length, Count);
    }
}
