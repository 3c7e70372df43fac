namespace ExT5.Data;

/// <summary>How examples are put into the rows of a packed shape.</summary>
public enum PackingMethod
{
    /// <summary>The largest example first, into the first row with room: about as few rows as can be; rows come in random order. The default.</summary>
    FirstFit,

    /// <summary>
    /// One open row takes examples in their order until one does not fit, as SeqIO's <c>trim_and_pack_dataset</c> does without
    /// custom ops: more padding, rows in order. As there, a row ends with each group of as many examples as the longer
    /// of a row's two lengths; a window that is a multiple of it gives SeqIO's rows.
    /// </summary>
    InOrder,
}
