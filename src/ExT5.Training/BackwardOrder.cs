namespace ExT5.Training;

/// <summary>The order in which gradients are computed: the reverse of that in which the model uses its parameters.</summary>
internal static class BackwardOrder
{
    private const string Norm = ".layer_norm.";

    /// <param name="names">Parameters in the order of the checkpoint's tree, where the norm of a layer comes last, not first.</param>
    public static IEnumerable<string> Of(IEnumerable<string> names) => names
        .Select((name, index) => (name, index))
        .GroupBy(entry => Layer(entry.name))
        .Reverse()
        .SelectMany(layer => layer.OrderBy(entry => entry.name.Contains(Norm, StringComparison.Ordinal)).ThenByDescending(entry => entry.index))
        .Select(entry => entry.name);

    /// <summary><c>decoder.block.1.layer.2</c>; a parameter outside of blocks is by itself.</summary>
    private static string Layer(string name) =>
        name.IndexOf(".layer.", StringComparison.Ordinal) is >= 0 and var at
            ? name[..name.IndexOf('.', at + ".layer.".Length)]
            : name;
}
