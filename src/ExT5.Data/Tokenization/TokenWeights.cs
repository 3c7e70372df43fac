using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data;

/// <summary>Gives the tokens of a target the weights of its parts.</summary>
internal static class TokenWeights
{
    /// <summary>Encodes a target and weighs each token, EOS not among them.</summary>
    /// <param name="target">The target.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="vocabulary">Encodes it and tells the places of tokens.</param>
    /// <exception cref="FormatException">A part lies outside the target, overlaps the one before, or has no usable weight.</exception>
    /// <exception cref="VocabularyException">The vocabulary tells no places in the text itself.</exception>
    public static (int[] Ids, float[] Weights) Of(string target, IReadOnlyList<TargetWeight> parts, Vocabulary vocabulary)
    {
        var weights = Characters(target, parts);
        var tokens = vocabulary.EncodeToTokens(target, out var normalized);
        if (normalized is not null)
            throw new VocabularyException("The vocabulary tells the places of tokens in a normalized text, so parts of a target cannot be weighed. Leave out TextExample.TargetWeights.");
        return ([.. tokens.Select(token => token.Id)], [.. tokens.Select(token => Greatest(weights, token.Offset))]);
    }

    private static float[] Characters(string target, IReadOnlyList<TargetWeight> parts)
    {
        var (weights, end) = (new float[target.Length], 0);
        foreach (var part in parts)
        {
            if (part.Start < end || part.Length < 1 || part.Length > target.Length - part.Start)
                throw new FormatException(Line($"The part of {part.Length} characters at {part.Start} of the target does not fit: parts follow each other inside its {target.Length} characters."));
            if (!(part.Weight >= 0 && float.IsFinite(part.Weight)))
                throw new FormatException(Line($"The part at {part.Start} of the target has weight {part.Weight}. Weights are 0 or more and finite."));
            weights.AsSpan(part.Start, part.Length).Fill(part.Weight);
            end = part.Start + part.Length;
        }

        return weights;
    }

    // The first bytes of a character, and the mark before the first word, have a place and no length.
    private static float Greatest(float[] weights, Range place)
    {
        var (begin, end) = (place.Start.Value, Math.Max(place.End.Value, place.Start.Value + 1));
        var greatest = 0f;
        for (var i = Math.Min(begin, weights.Length - 1); i >= 0 && i < Math.Min(end, weights.Length); i++) greatest = Math.Max(greatest, weights[i]);
        return greatest;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
