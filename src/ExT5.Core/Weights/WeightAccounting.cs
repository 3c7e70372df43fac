using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Decides, from the headers alone, which stored tensor goes into which parameter, and what does not fit.</summary>
internal sealed class WeightAccounting
{
    private readonly WeightFiles _files;
    private readonly IReadOnlyDictionary<string, Tensor> _parameters;
    private readonly Dictionary<string, string> _sources = [];
    private readonly List<string> _missing = [], _unexpected = [];
    private readonly List<WeightDifference> _mismatched = [];

    /// <param name="files">What is stored.</param>
    /// <param name="parameters">What the model needs.</param>
    /// <param name="passOver">Names of stored tensors that the model does without, for instance a decoder's.</param>
    public WeightAccounting(WeightFiles files, IReadOnlyDictionary<string, Tensor> parameters, Predicate<string>? passOver = null)
    {
        _files = files;
        _parameters = parameters;
        foreach (var (name, parameter) in parameters)
            FindSource(name, parameter);
        var used = _sources.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var name in files.Names.Order(StringComparer.Ordinal))
            if (!used.Contains(name) && passOver?.Invoke(name) != true && !IsCopyOrUnused(name))
                _unexpected.Add(name);
    }

    /// <summary>For each parameter, the name under which it is stored.</summary>
    /// <exception cref="WeightsMismatchException">Anything is missing, left over or different.</exception>
    public IReadOnlyDictionary<string, string> Sources() =>
        _missing.Count + _unexpected.Count + _mismatched.Count == 0
            ? _sources
            : throw new WeightsMismatchException(_files.Path, _missing, _unexpected, _mismatched, ShardsOfUnexpected());

    private void FindSource(string name, Tensor parameter)
    {
        if (NamesOf(name).FirstOrDefault(_files.Contains) is not { } source)
        {
            _missing.Add(name);
            return;
        }
        _sources.Add(name, source);
        var entry = _files.Entry(source);
        if (!ElementTypes.IsFloatingPoint(entry.Dtype) || !parameter.shape.AsSpan().SequenceEqual(entry.Shape))
            _mismatched.Add(new(name, $"floating point [{string.Join(", ", parameter.shape)}]", Found(source, entry)));
    }

    private string Found(string source, SafetensorsEntry entry) =>
        _files.ShardOf(source) is { } shard ? $"{entry} in {shard}" : entry.ToString();

    private Dictionary<string, string>? ShardsOfUnexpected() =>
        _files.IsSharded ? _unexpected.ToDictionary(name => name, name => _files.ShardOf(name)!) : null;

    private static IEnumerable<string> NamesOf(string parameter) =>
        parameter == HuggingFaceNames.SharedEmbedding
            ? HuggingFaceNames.EmbeddingCopies.Prepend(parameter)
            : [parameter];

    // A head that is not a parameter is the shared embedding's; a copy that differs is a model of another kind.
    private bool IsCopyOrUnused(string name) =>
        name == HuggingFaceNames.UnusedBias
        || ((HuggingFaceNames.EmbeddingCopies.Contains(name) || name == HuggingFaceNames.Head)
            && !_parameters.ContainsKey(name)
            && _sources.TryGetValue(HuggingFaceNames.SharedEmbedding, out var shared)
            && _files.HoldsEqual(name, shared));
}
