using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Decides, from the header alone, which tensor of a file goes into which parameter, and what does not fit.</summary>
internal sealed class WeightAccounting
{
    private readonly SafetensorsFile _file;
    private readonly IReadOnlyDictionary<string, Tensor> _parameters;
    private readonly Dictionary<string, string> _sources = [];
    private readonly List<string> _missing = [], _unexpected = [];
    private readonly List<WeightDifference> _mismatched = [];

    public WeightAccounting(SafetensorsFile file, IReadOnlyDictionary<string, Tensor> parameters)
    {
        _file = file;
        _parameters = parameters;
        foreach (var (name, parameter) in parameters)
            FindSource(name, parameter);
        foreach (var name in file.Entries.Keys.Order(StringComparer.Ordinal))
            if (!_sources.ContainsValue(name) && !IsCopyOrUnused(name))
                _unexpected.Add(name);
    }

    /// <summary>For each parameter, the name under which the file holds it.</summary>
    /// <exception cref="WeightsMismatchException">Anything is missing, left over or different.</exception>
    public IReadOnlyDictionary<string, string> Sources() =>
        _missing.Count + _unexpected.Count + _mismatched.Count == 0
            ? _sources
            : throw new WeightsMismatchException(_file.Path, _missing, _unexpected, _mismatched);

    private void FindSource(string name, Tensor parameter)
    {
        if (NamesOf(name).FirstOrDefault(_file.Entries.ContainsKey) is not { } source)
        {
            _missing.Add(name);
            return;
        }
        _sources.Add(name, source);
        var entry = _file.Entries[source];
        if (!ElementTypes.IsFloatingPoint(entry.Dtype) || !parameter.shape.AsSpan().SequenceEqual(entry.Shape))
            _mismatched.Add(new(name, $"floating point [{string.Join(", ", parameter.shape)}]", entry.ToString()));
    }

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
            && _file.HoldsEqual(name, shared));
}
