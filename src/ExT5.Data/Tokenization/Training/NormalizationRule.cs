namespace ExT5.Data;

/// <summary>How text is normalized before it is cut into pieces; the rules are SentencePiece's own.</summary>
public enum NormalizationRule
{
    /// <summary><c>nmt_nfkc</c>: NFKC and clean-up for translation (control characters dropped, exotic spaces to spaces). SentencePiece's and T5's default.</summary>
    NmtNfkc,

    /// <summary><c>nfkc</c>: Unicode's NFKC.</summary>
    Nfkc,

    /// <summary><c>nmt_nfkc_cf</c>: <see cref="NmtNfkc"/> and lower-casing (case folding).</summary>
    NmtNfkcCaseFold,

    /// <summary><c>nfkc_cf</c>: <see cref="Nfkc"/> and lower-casing (case folding).</summary>
    NfkcCaseFold,

    /// <summary><c>identity</c>: text stays as it is.</summary>
    Identity,
}
