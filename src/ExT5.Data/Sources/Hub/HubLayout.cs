using System.Text.RegularExpressions;

namespace ExT5.Data;

/// <summary>Which files belong to which configuration and split, by their place in the dataset.</summary>
internal sealed partial class HubLayout
{
    /// <summary>The name of files that stand in no folder of a configuration, also in the Hub's conversions.</summary>
    public const string DefaultConfig = "default";

    // Where a split is there in several formats, the first of these is read.
    private static readonly string[] Formats = ["parquet", "jsonl", "json", "csv", "tsv"];
    private static readonly string[] NoSplits = ["dataset_infos", "dataset_dict"];
    private readonly SortedDictionary<string, SortedDictionary<string, List<Shard>>> _configs = new(StringComparer.Ordinal);

    public HubLayout(IReadOnlyList<HubFile> files)
    {
        foreach (var file in files)
        {
            var match = Converted().Match(file.Path);
            if (!match.Success) match = Sharded().Match(file.Path);
            var split = match.Groups["split"].Value;
            if (!match.Success || NoSplits.Contains(split)) continue;
            var config = match.Groups["config"] is { Success: true, Value: var folder } ? folder : DefaultConfig;
            if (!_configs.TryGetValue(config, out var splits)) _configs.Add(config, splits = new(StringComparer.Ordinal));
            if (!splits.TryGetValue(split, out var shards)) splits.Add(split, shards = []);
            var count = match.Groups["count"] is { Success: true, Value: var digits } ? int.Parse(digits, null) : (int?)null;
            shards.Add(new Shard(file, match.Groups["format"].Value, count));
        }
    }

    public IReadOnlyCollection<string> Configs => _configs.Keys;

    /// <summary>The configuration meant: the one named, or the only one, or the one without a folder; null when there is none such.</summary>
    public string? Find(string? config) => config is not null
        ? _configs.ContainsKey(config) ? config : null
        : _configs.ContainsKey(DefaultConfig) ? DefaultConfig : _configs.Count == 1 ? _configs.Keys.First() : null;

    public IReadOnlyCollection<string> Splits(string config) => _configs[config].Keys;

    /// <summary>The files of a split in their order.</summary>
    /// <exception cref="FormatException">A shard is missing.</exception>
    public IReadOnlyList<HubFile> Files(string config, string split)
    {
        var shards = _configs[config][split];
        var format = Formats.First(format => shards.Exists(shard => shard.Format == format));
        shards = [.. shards.Where(shard => shard.Format == format).OrderBy(shard => shard.File.Path, StringComparer.Ordinal)];
        if (shards[0].Count is { } count && (shards.Count != count || shards.Exists(shard => shard.Count != count)))
            throw new FormatException($"The split '{split}' has {shards.Count} files of the {count} that '{shards[0].File.Path}' tells of. Name the right ones with HubDataset.Files.");
        return [.. shards.Select(shard => shard.File)];
    }

    // rte/train-00000-of-00001.parquet, data/train-00000-of-00002-1f2e3d.parquet, train.jsonl, data/rte/dev.csv.gz
    [GeneratedRegex(@"\A(data/)?((?<config>[^/.][^/]*)/)?(?<split>\w+(\.\w+)*?)(-\d+(-of-(?<count>\d{1,6})(-[0-9a-f]+)?)?)?\.(?<format>parquet|jsonl|json|csv|tsv)(\.gz)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Sharded();

    // refs/convert/parquet: rte/train/0000.parquet; a split too large to convert as a whole is called partial-train.
    [GeneratedRegex(@"\A(?<config>[^/.][^/]*)/(?<split>(partial-)?\w+(\.\w+)*)/\d+\.(?<format>parquet)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Converted();

    private sealed record Shard(HubFile File, string Format, int? Count);
}
