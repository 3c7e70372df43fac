namespace ExT5.Data;

/// <summary>The end-of-sequence rule of SeqIO's <c>append_eos_after_trim</c>: one EOS always, what is too long goes first.</summary>
internal static class EndOfSequence
{
    /// <param name="ids">Ids without EOS.</param>
    /// <param name="eosId">The id to append.</param>
    /// <param name="length">Most ids to give, EOS included; at least 1.</param>
    /// <param name="trimmed">True when ids were dropped to make room.</param>
    public static int[] Append(ReadOnlySpan<int> ids, int eosId, int length, out bool trimmed)
    {
        trimmed = ids.Length > length - 1;
        if (trimmed) ids = ids[..(length - 1)];
        var result = new int[ids.Length + 1];
        ids.CopyTo(result);
        result[^1] = eosId;
        return result;
    }
}
