namespace ExT5.Core;

/// <summary>A call's inputs within its greatest length.</summary>
/// <param name="Ids">Ids of each input.</param>
/// <param name="Cut">How many tokens of each are not among them.</param>
internal sealed record LimitedInputs(IReadOnlyList<int[]> Ids, IReadOnlyList<int> Cut)
{
    /// <summary>Cuts or refuses what is too long.</summary>
    /// <param name="inputs">Ids of each input.</param>
    /// <param name="eosId">Appended to inputs that do not end in it, and counted.</param>
    /// <param name="limits">The greatest length, and what becomes of longer inputs.</param>
    /// <exception cref="RequestTooLargeException">An input is too long, and is to be refused.</exception>
    public static LimitedInputs Of(IReadOnlyList<int[]> inputs, int eosId, GenerationLimits limits)
    {
        var (ids, cut) = (inputs.ToArray(), new int[inputs.Count]);
        for (var place = 0; place < ids.Length; place++)
        {
            var ended = ids[place].Length > 0 && ids[place][^1] == eosId;
            var length = ids[place].Length + (ended ? 0 : 1);
            if (length <= limits.MaxInputTokens)
                continue;
            if (limits.InputOverflow == InputOverflow.Refuse)
                throw RequestTooLargeException.TooLong(
                    $"Input {place}", length, limits.MaxInputTokens, nameof(GenerationLimits.MaxInputTokens),
                    $"or set InputOverflow to {nameof(InputOverflow.Truncate)}");
            cut[place] = length - limits.MaxInputTokens;
            ids[place] = ids[place][..(limits.MaxInputTokens - 1)]; // the end of sequence follows as for any input
        }

        return new(ids, cut);
    }
}
