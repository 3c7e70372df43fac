namespace ExT5.Data;

/// <summary>A mixture with the sizes of its tasks, ready to give their shares at any position.</summary>
internal sealed class MixtureNode(string name, IReadOnlyList<SizedMember> tasks, IReadOnlyList<NodeMember> members, IReadOnlyList<MixingRule> rules)
{
    /// <summary>Positions at which the shares may begin to change in another way.</summary>
    public IEnumerable<long> Knots => members.SelectMany(member => member.Rate.Knots.Concat(member.Mixture?.Knots ?? []));

    /// <summary>The share of each task; as in SeqIO, rates are relative and a task reached on several paths has the sum over them.</summary>
    public double[] Shares(long position)
    {
        double[] rates = [.. members.Select(member => member.Rate.Of(member.Sized, position))];
        var total = rates.Sum();
        if (!(total > 0) || double.IsInfinity(total))
            throw new RegistryException($"Mixture '{name}' draws nothing{(position > 0 ? $" at position {position}" : "")}: the rates of all its members are {(total > 0 ? "too large" : "0")}.");
        var shares = new double[tasks.Count];
        for (var i = 0; i < rates.Length; i++)
            if (rates[i] > 0)
                members[i].Spread(rates[i] / total, position, shares);
        return rules.Count == 0 ? shares : Ruled(shares);
    }

    /// <summary>The next position that may have other shares; <see cref="long.MaxValue"/> when none has.</summary>
    public long NextChange(long position) => members.Min(member =>
        Math.Min(member.Rate.NextChange(position), member.Mixture?.NextChange(position) ?? long.MaxValue));

    private double[] Ruled(double[] shares)
    {
        foreach (var rule in rules)
        {
            int[] drawn = [.. Enumerable.Range(0, shares.Length).Where(task => shares[task] > 0)];
            var changed = rule.Apply(name, [.. drawn.Select(task => tasks[task])], [.. drawn.Select(task => shares[task])]);
            for (var i = 0; i < drawn.Length; i++)
                shares[drawn[i]] = changed[i];
        }

        return shares;
    }
}

/// <summary>A member of a <see cref="MixtureNode"/>.</summary>
/// <param name="Rate">Its rate.</param>
/// <param name="Sized">Its name and size.</param>
/// <param name="Mixture">What it is, or null for a task.</param>
/// <param name="Places">Where its tasks stand among those of the mixture.</param>
internal sealed record NodeMember(MixingRate Rate, SizedMember Sized, MixtureNode? Mixture, IReadOnlyList<int> Places)
{
    public void Spread(double share, long position, double[] into)
    {
        var inner = Mixture?.Shares(position) ?? [1.0];
        for (var i = 0; i < inner.Length; i++)
            into[Places[i]] += share * inner[i];
    }
}
