namespace ExT5.Data;

/// <summary>A fixed list of labels and the place of a text in it.</summary>
internal static class LabelSet
{
    /// <summary>The labels, when there is one at least and none twice.</summary>
    public static IReadOnlyList<string> Checked(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
            throw new ArgumentException("The metric has no label. Name the labels as the references write them.", nameof(labels));
        var twice = labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? labels
            : throw new ArgumentException($"The label '{twice.Key}' is given twice. Name each label once.", nameof(labels));
    }

    /// <summary>The place of a label, -1 for a text that is none.</summary>
    public static int IndexOf(IReadOnlyList<string> labels, string text)
    {
        for (var i = 0; i < labels.Count; i++)
            if (labels[i] == text) return i;
        return -1;
    }

    /// <summary>Places of the right label and the predicted one.</summary>
    public static double[] Measure(IReadOnlyList<string> labels, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return [IndexOf(labels, LabelId.TargetOf(prediction)), IndexOf(labels, prediction.Text)];
    }
}
