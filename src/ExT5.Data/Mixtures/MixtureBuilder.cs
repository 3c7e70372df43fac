namespace ExT5.Data;

/// <summary>Adds members and rules to a mixture.</summary>
public sealed class MixtureBuilder
{
    private readonly List<MixtureMember> _members = [];
    private readonly List<MixingRule> _rules = [];

    internal IReadOnlyList<MixtureMember> Members => [.. _members];

    internal IReadOnlyList<MixingRule> Rules => [.. _rules];

    /// <summary>Adds tasks or mixtures, each at the rate.</summary>
    /// <param name="rate">A number or a <see cref="MixingRate"/>.</param>
    /// <param name="names">Names of tasks or mixtures.</param>
    public MixtureBuilder Add(MixingRate rate, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(rate);
        foreach (var name in names)
            _members.Add(new MixtureMember(name, rate));
        return this;
    }

    /// <summary>
    /// Adds tasks that ask the same rows in different ways; together they count for at most the cap: each has the rate
    /// min(its examples, cap / number of tasks). T0 divides its cap of 500,000 so.
    /// </summary>
    /// <param name="cap">Upper bound on their examples together, above 0.</param>
    /// <param name="names">Names of the tasks, one a template.</param>
    /// <exception cref="RegistryException">The cap is not above 0.</exception>
    public MixtureBuilder AddSharing(double cap, params ReadOnlySpan<string> names) => Add(MixingRate.Proportional(cap / names.Length), names);

    /// <summary>
    /// Adds two members so that <paramref name="ratio"/> examples of the first come for each of the second:
    /// the R of the ExT5 paper (section 3, C4 : ExMix).
    /// </summary>
    /// <param name="ratio">R from 0 (second only) to <see cref="double.PositiveInfinity"/> (first only).</param>
    /// <param name="first">Usually the denoising task or mixture.</param>
    /// <param name="second">Usually the supervised mixture.</param>
    /// <exception cref="RegistryException">The ratio is negative or not a number.</exception>
    public MixtureBuilder AddRatio(double ratio, string first, string second)
    {
        if (!(ratio >= 0)) throw new RegistryException($"The ratio R must be 0 or more, or infinity, but is {ratio}.");
        return double.IsPositiveInfinity(ratio) ? Add(1, first).Add(0, second) : Add(ratio, first).Add(1, second);
    }

    /// <summary>Changes the shares that the rates give to the tasks; rules act in the order in which they are added.</summary>
    /// <param name="rule">For example <see cref="MixingRule.MaximumEpochs"/>.</param>
    public MixtureBuilder Apply(MixingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
        return this;
    }
}
