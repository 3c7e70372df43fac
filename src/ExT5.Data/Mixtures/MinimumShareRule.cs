namespace ExT5.Data;

/// <summary>Lifts small shares to a floor and scales the others down to make room.</summary>
internal sealed record MinimumShareRule(double Share) : MixingRule
{
    internal override IReadOnlyList<double> Apply(string mixture, IReadOnlyList<SizedMember> tasks, IReadOnlyList<double> shares)
    {
        // What just fits may exceed 1 by a rounding.
        if (Share * tasks.Count > 1 + 1e-12)
            throw new RegistryException($"Mixture '{mixture}' gives each of its {tasks.Count} tasks a share of at least {Share}, which is more than there is. The most is {1.0 / tasks.Count:G3}.");
        var result = new double[shares.Count];
        var (room, rates) = (1.0, shares.Sum());
        // From the smallest up: once one stays above the floor after scaling, all larger ones do.
        foreach (var i in Enumerable.Range(0, shares.Count).OrderBy(i => shares[i]))
        {
            result[i] = Math.Max(Share, shares[i] * room / rates);
            if (result[i] > Share) continue;
            room -= Share;
            rates -= shares[i];
        }

        return result;
    }
}
