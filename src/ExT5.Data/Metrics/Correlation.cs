using System.Globalization;

namespace ExT5.Data;

/// <summary>Numbers read from texts and how they go together.</summary>
internal static class Correlation
{
    /// <summary>The first reference and the prediction as numbers.</summary>
    public static double[] Measure(Prediction prediction, double unreadable) =>
        [Number(prediction.References[0], unreadable), Number(prediction.Text, unreadable)];

    /// <summary>Pearson's r, -1 to 1; 0 when either side does not vary.</summary>
    public static double Pearson(double[] first, double[] second)
    {
        if (first.Length == 0) return 0;
        double meanFirst = first.Average(), meanSecond = second.Average();
        double together = 0, spreadFirst = 0, spreadSecond = 0;
        for (var i = 0; i < first.Length; i++)
        {
            together += (first[i] - meanFirst) * (second[i] - meanSecond);
            spreadFirst += (first[i] - meanFirst) * (first[i] - meanFirst);
            spreadSecond += (second[i] - meanSecond) * (second[i] - meanSecond);
        }
        return spreadFirst > 0 && spreadSecond > 0 ? together / Math.Sqrt(spreadFirst * spreadSecond) : 0;
    }

    /// <summary>Ranks from 1; equal values share their mean rank.</summary>
    public static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];) end++;
            for (var i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2.0;
        }
        return ranks;
    }

    private static double Number(string text, double unreadable) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : unreadable;
}
