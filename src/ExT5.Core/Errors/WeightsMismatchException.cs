using System.Text;

namespace ExT5.Core;

/// <summary>A file of weights does not fit a model; every difference is listed, and nothing was changed.</summary>
public sealed class WeightsMismatchException : ExT5CoreException
{
    private const int MostShown = 50;

    /// <summary>Lists all differences.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Parameters of the model that the file lacks.</param>
    /// <param name="unexpected">Tensors of the file that the model has no place for.</param>
    /// <param name="mismatched">Tensors whose shape or kind of element differs.</param>
    public WeightsMismatchException(
        string path,
        IReadOnlyList<string> missing,
        IReadOnlyList<string> unexpected,
        IReadOnlyList<WeightDifference> mismatched)
        : base(Describe(path, missing, unexpected, mismatched))
    {
        Path = path;
        Missing = missing;
        Unexpected = unexpected;
        Mismatched = mismatched;
    }

    /// <summary>The file.</summary>
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
        IReadOnlyList<WeightDifference> mismatched)
    {
        var text = new StringBuilder(
            $"'{path}' does not fit the model; compare its config.json with the model's T5Config. Nothing was loaded.");
        List(text, "Missing in the file", missing);
        List(text, "Unexpected in the file", unexpected);
        List(text, "Different", [.. mismatched.Select(difference => difference.ToString())]);
        return text.ToString();
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        text.Append('\n').Append(title).Append(" (").Append(items.Count).Append("):");
        foreach (var item in items.Take(MostShown))
            text.Append("\n  ").Append(item);
        if (items.Count > MostShown)
            text.Append("\n  … (the exception's lists hold all)");
    }
}
