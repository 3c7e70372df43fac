namespace ExT5.Data;

/// <summary>The end from which a text that is too long is cut.</summary>
public enum TruncationSide
{
    /// <summary>The end of the text goes, as in SeqIO; the default.</summary>
    Right,

    /// <summary>The beginning goes and the end stays, as a dialogue's last turns should (Transformers' <c>truncation_side="left"</c>).</summary>
    Left,
}
