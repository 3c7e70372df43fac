using Microsoft.ML.Tokenizers;

namespace ExT5.Data;

public sealed partial class T5Vocabulary
{
    /// <summary>Encodes a text to tokens with their places in it.</summary>
    /// <param name="text">The text, or null to take <paramref name="textSpan"/>.</param>
    /// <param name="textSpan">The text when <paramref name="text"/> is null.</param>
    /// <param name="settings">
    /// The most tokens to give, and whether to normalize; without, the text must be normalized already (U+2581 for spaces).
    /// </param>
    /// <returns>Tokens, all or none of the byte pieces of a character; offsets and consumed characters refer to the given text, so no normalized text is returned.</returns>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount);
        if (text is not null) textSpan = text;
        var normalization = settings.ConsiderNormalization ? TextNormalization.OfModel : TextNormalization.None;
        var spans = _addedText is null ? _encoder.EncodeToSpans(textSpan, normalization) : _addedText.EncodeToSpans(textSpan, normalization);
        var kept = Math.Min(spans.Count, settings.MaxTokenCount);
        while (kept > 0 && kept < spans.Count && IsByte(spans[kept - 1].Id) && spans[kept - 1].Begin == spans[kept - 1].End) kept--;
        var tokens = new EncodedToken[kept];
        for (var i = 0; i < kept; i++) tokens[i] = new EncodedToken(spans[i].Id, spans[i].Surface, spans[i].Begin..spans[i].End);
        return new EncodeResults<EncodedToken>
        {
            Tokens = tokens,
            CharsConsumed = kept == spans.Count ? textSpan.Length : kept > 0 ? spans[kept - 1].End : 0,
        };
    }
}
