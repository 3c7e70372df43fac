namespace ExT5.ExMix;

/// <summary>What T5's <c>squad</c> preprocessor puts spaces around.</summary>
public enum PunctuationPadding
{
    /// <summary>
    /// Every character that is no ASCII letter, digit or underscore, letters with accents too: T5 until 5 April 2022, when
    /// ExT5 was trained.
    /// </summary>
    NonWord,

    /// <summary>ASCII punctuation and symbols, the underscore too: T5 since then (commit 9896475).</summary>
    Punctuation,
}
