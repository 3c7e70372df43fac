namespace ExT5.Data;

/// <summary>The end-of-sequence rule of SeqIO's <c>append_eos_after_trim</c>: one EOS always, what is too long goes first.</summary>
internal static class EndOfSequence
{
    /// <summary>Ids with room for EOS, and EOS.</summary>
    /// <param name="ids">Ids without EOS.</param>
    /// <param name="eosId">The id to append.</param>
    /// <param name="length">Most ids to give, EOS included; at least 1.</param>
    /// <param name="side">Which end is cut.</param>
    public static int[] Append(ReadOnlySpan<int> ids, int eosId, int length, TruncationSide side) =>
        [.. ids[Kept(ids.Length, length, side)], eosId];

    /// <summary>The ids that stay of so many.</summary>
    public static Range Kept(int ids, int length, TruncationSide side)
    {
        var kept = Math.Min(ids, length - 1);
        return side == TruncationSide.Left ? (ids - kept)..ids : ..kept;
    }
}
