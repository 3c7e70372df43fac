using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Leaves nothing but some tokens, all alike, for the next place of every row.</summary>
internal static class ForcedTokens
{
    /// <summary>The scores [N, V], changed in place: 0 at these ids and minus infinity elsewhere.</summary>
    public static Tensor Force(Tensor scores, IReadOnlyList<int> ids)
    {
        scores.fill_(Scalars.MinusInfinity);
        foreach (var id in ids)
        {
            using var forced = scores.select(1, id);
            forced.zero_();
        }

        return scores;
    }
}
