using System.Globalization;

namespace ExT5.Data;

/// <summary>How much a prediction holds an answer for right.</summary>
internal static class ChoiceProbability
{
    /// <summary>
    /// The probability of a label among the choices (softmax of their scores); without scores 1 when the text is the label,
    /// the number that the text is, or 0.
    /// </summary>
    public static double Of(Prediction prediction, string label)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (prediction is { Choices: { } choices, ChoiceScores: { } scores } && scores.Count == choices.Count)
        {
            var place = LabelSet.IndexOf(choices, label);
            if (place < 0)
                throw new ArgumentException(
                    $"'{label}' is none of the choices '{string.Join("', '", choices)}'. Name the label that counts.", nameof(label));
            var most = scores.Max();
            return Math.Exp(scores[place] - most) / scores.Sum(score => Math.Exp(score - most));
        }
        if (prediction.Text == label) return 1;
        return double.TryParse(prediction.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : 0;
    }
}
