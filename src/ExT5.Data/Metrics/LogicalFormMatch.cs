using System.Text;

namespace ExT5.Data;

/// <summary>
/// The share of logical forms (programs, parses, queries) that equal one of their references (<c>em</c>), 0-100, when white
/// space is made single and dropped beside <c>( ) [ ] { } ,</c>; the order of arguments counts.
/// </summary>
/// <param name="LowerCase">Ignore case; off by default.</param>
public sealed record LogicalFormMatch(bool LowerCase = false) : IMetric
{
    private const string Brackets = "()[]{},";

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = Normal(prediction.Text);
        return [prediction.References.Any(reference => Normal(reference) == answer) ? 1 : 0];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => PercentMean.Of(measurements, "em");

    private string Normal(string text)
    {
        var normal = new StringBuilder();
        foreach (var c in string.Join(' ', Words.Split(LowerCase ? Words.Lower(text) : text)))
        {
            var isBracket = Brackets.Contains(c, StringComparison.Ordinal);
            if (isBracket && normal is [.., ' ']) normal.Length--;
            if (c == ' ' && normal.Length > 0 && Brackets.Contains(normal[^1], StringComparison.Ordinal)) continue;
            normal.Append(c);
        }
        return normal.ToString();
    }
}
