using System.Text;

namespace ExT5.Core;

/// <summary>A file of weights does not fit a model; every difference is listed, and nothing was changed.</summary>
public sealed class WeightsMismatchException : ExT5CoreException
{
    private const int MostShown = 50;

    /// <summary>Lists all differences.</summary>
    /// <param name="path">The file, or the index of several.</param>
    /// <param name="missing">Parameters of the model that the file lacks.</param>
    /// <param name="unexpected">Tensors of the file that the model has no place for.</param>
    /// <param name="mismatched">Tensors whose shape or kind of element differs.</param>
    /// <param name="shards">The file of each unexpected tensor, when several files hold the weights.</param>
    public WeightsMismatchException(
        string path,
        IReadOnlyList<string> missing,
        IReadOnlyList<string> unexpected,
        IReadOnlyList<WeightDifference> mismatched,
        IReadOnlyDictionary<string, string>? shards = null)
        : base(Describe(path, missing, unexpected, mismatched, shards))
    {
        Path = path;
        Missing = missing;
        Unexpected = unexpected;
        Mismatched = mismatched;
    }

    /// <summary>The file, or the index of several.</summary>
    public string Path { get; }

    /// <summary>Parameters of the model that the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Tensors of the file that the model has no place for.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Tensors whose shape or kind of element differs.</summary>
    public IReadOnlyList<WeightDifference> Mismatched { get; }

    private static string Describe(
        string path,
        IReadOnlyList<string> missing,
        IReadOnlyList<string> unexpected,
        IReadOnlyList<WeightDifference> mismatched,
        IReadOnlyDictionary<string, string>? shards)
    {
        var text = new StringBuilder(
            $"'{path}' does not fit the model; compare its config.json with the model's T5Config. Nothing was loaded.");
        List(text, "Missing in the file", missing, missing.Count);
        List(text, "Unexpected in the file", unexpected.Select(name => shards is null ? name : $"{name} in {shards[name]}"), unexpected.Count);
        List(text, "Different", mismatched.Select(difference => difference.ToString()), mismatched.Count);
        return text.ToString();
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> items, int count)
    {
        if (count == 0)
            return;
        text.Append('\n').Append(title).Append(" (").Append(count).Append("):");
        foreach (var item in items.Take(MostShown))
            text.Append("\n  ").Append(item);
        if (count > MostShown)
            text.Append("\n  … and ").Append(count - MostShown).Append(" more (the exception's lists hold all)");
    }
}
