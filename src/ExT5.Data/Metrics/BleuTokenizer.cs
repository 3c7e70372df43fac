namespace ExT5.Data;

/// <summary>How BLEU cuts text into words.</summary>
public enum BleuTokenizer
{
    /// <summary>Unicode punctuation and symbols apart (sacreBLEU <c>intl</c>, mteval-v14): T5's choice.</summary>
    International,

    /// <summary>ASCII punctuation apart (sacreBLEU <c>13a</c>, mteval-v13a): sacreBLEU's own default.</summary>
    Mteval13a,

    /// <summary>Each character is a word (sacreBLEU <c>char</c>): for scripts without spaces.</summary>
    Character,

    /// <summary>White space alone (sacreBLEU <c>none</c>): for text that is tokenized already.</summary>
    WhiteSpace,
}
