using System.Text;

namespace ExT5.Data;

/// <summary>Numbers for labels, so that label metrics fit into measurements.</summary>
internal static class LabelId
{
    /// <summary>A number below 2^53 (exact in a double) that depends on the text alone (FNV-1a of its UTF-8).</summary>
    public static double Of(string label)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(label)) hash = (hash ^ unit) * 1099511628211UL;
        return CounterRandom.Mix(hash) >> 11;
    }

    /// <summary>The reference the prediction equals, else the first.</summary>
    public static string TargetOf(Prediction prediction) =>
        prediction.References.Contains(prediction.Text, StringComparer.Ordinal)
            ? prediction.Text
            : prediction.References[0];
}
