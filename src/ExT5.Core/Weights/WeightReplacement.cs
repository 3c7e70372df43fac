using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Puts a model's weights, and its configuration, in the place of those that a folder holds. All is written beside them
/// first. Then, whenever this is cut short, the folder loads as the old model or as the new one, or has no entry (neither
/// <c>model.safetensors</c> nor an index) and is refused; afterwards no file of the old model is left.
/// </summary>
internal sealed class WeightReplacement : IDisposable
{
    private readonly string _folder;
    private readonly bool _isSingle;
    private readonly List<StagedFile> _shards = [];
    private StagedFile? _config, _entry;

    private WeightReplacement(string folder, bool isSingle) => (_folder, _isSingle) = (folder, isSingle);

    private string Single => Path.Combine(_folder, ShardName.Single);

    private string Index => Path.Combine(_folder, ShardName.Index);

    /// <summary>Writes everything beside what is there.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="plan">The weights.</param>
    /// <param name="config">Name and writer of a configuration that belongs to them.</param>
    /// <exception cref="SafetensorsException">A name, an element type or the number of shards cannot be stored.</exception>
    public static WeightReplacement Stage(string folder, ShardPlan plan, (string FileName, Action<string> Write)? config)
    {
        var replacement = new WeightReplacement(folder, plan.IsSingle);
        try
        {
            if (config is var (name, write))
                replacement._config = StagedFile.Write(Path.Combine(folder, name), write);
            replacement.StageWeights(plan);
            return replacement;
        }
        catch
        {
            replacement.Dispose();
            throw;
        }
    }

    /// <summary>Makes the new model the folder's only one.</summary>
    public void PutInPlace()
    {
        foreach (var step in Steps())
            step();
    }

    /// <summary>What <see cref="PutInPlace"/> does, change by change; it may be cut short before and after each.</summary>
    internal IEnumerable<Action> Steps()
    {
        if (ReplacesWhatIsRead())
        {
            // The single file goes last: it is read before an index, which may be an older model's.
            yield return () => File.Delete(Index);
            yield return () => File.Delete(Single);
        }
        foreach (var shard in _shards)
            yield return shard.PutInPlace;
        if (_config is not null)
            yield return _config.PutInPlace;
        yield return _entry!.PutInPlace;
        yield return () => File.Delete(_isSingle ? Index : Single);
        foreach (var path in Directory.EnumerateFiles(_folder).Where(IsLeftOver).ToList())
            yield return () => File.Delete(path);
    }

    public void Dispose()
    {
        _config?.Dispose();
        _entry?.Dispose();
        _shards.ForEach(shard => shard.Dispose());
    }

    private void StageWeights(ShardPlan plan)
    {
        if (plan.Files.Count > ShardIndex.MostShards)
            throw new SafetensorsException(
                Index,
                SafetensorsRule.ShardCount,
                $"the model would take {plan.Files.Count} files, allowed are {ShardIndex.MostShards}; allow more bytes in each");
        foreach (var (name, tensors) in plan.Files)
            Stage(Path.Combine(_folder, name), tensors);
        if (!plan.IsSingle)
            _entry = StagedFile.Write(Index, plan.WriteIndex);
    }

    private void Stage(string path, IReadOnlyList<KeyValuePair<string, Tensor>> tensors)
    {
        var staged = StagedFile.Write(path, new SafetensorsWriter(path, tensors, metadata: null).Write);
        if (_isSingle)
            _entry = staged;
        else
            _shards.Add(staged);
    }

    // Several files cannot be exchanged at once: a shard of the same name, or a configuration that says otherwise.
    private bool ReplacesWhatIsRead() =>
        (_config is not null && File.Exists(_config.Target) && !_config.EqualsTarget())
        || (!File.Exists(Single) && _shards.Exists(shard => File.Exists(shard.Target)));

    private bool IsLeftOver(string path)
    {
        var name = Path.GetFileName(path);
        return ShardName.IsUnfinished(name) || (ShardName.IsShard(name) && !_shards.Exists(shard => Path.GetFileName(shard.Target) == name));
    }
}
