namespace ExT5.Data;

/// <summary>
/// How often a member of a mixture is drawn, relative to the other members.
/// A plain number converts implicitly: <c>mix.Add(2, "c4")</c>.
/// </summary>
public abstract record MixingRate
{
    private MixingRate()
    {
    }

    /// <summary>A fixed rate.</summary>
    /// <param name="rate">0 (never drawn) or more, finite.</param>
    /// <exception cref="RegistryException">The rate is negative, infinite or not a number.</exception>
    public static MixingRate Constant(double rate) => new ConstantRate(Checked(rate, "A rate"));

    /// <summary>
    /// A rate from the number of examples, in SeqIO's order of operations
    /// (<c>mixing_rate_num_examples</c>): times scale, then at most the cap, then to the power 1/temperature.
    /// Of a mixture inside a mixture, the examples of all its tasks count.
    /// </summary>
    /// <param name="cap">Upper bound K on the scaled number; the ExT5 paper uses 3·10^5, the default is no bound.</param>
    /// <param name="temperature">T above 0; 1 is proportional, larger is more uniform. Default 1, as the paper.</param>
    /// <param name="scale">Factor on the number of examples; default 1.</param>
    /// <exception cref="RegistryException">A value is outside its range.</exception>
    public static MixingRate Proportional(
        double cap = double.PositiveInfinity, double temperature = 1, double scale = 1)
    {
        if (!(cap > 0)) throw new RegistryException($"A cap must be above 0, but is {cap}.");
        if (!(temperature > 0) || double.IsInfinity(temperature))
            throw new RegistryException($"A temperature must be above 0 and finite, but is {temperature}.");
        return new ProportionalRate(cap, temperature, Checked(scale, "A scale"));
    }

    /// <summary>A fixed rate from a number.</summary>
    /// <param name="rate">0 or more, finite.</param>
    public static implicit operator MixingRate(double rate) => Constant(rate);

    /// <summary>A fixed rate from a number, for languages without implicit conversion.</summary>
    /// <param name="rate">0 or more, finite.</param>
    public static MixingRate FromDouble(double rate) => Constant(rate);

    /// <summary>True when no number of examples makes the rate positive.</summary>
    internal abstract bool IsZero { get; }

    internal abstract double Of(long examples);

    private static double Checked(double value, string what) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new RegistryException($"{what} must be 0 or more and finite, but is {value}. For R = infinity use AddRatio.");

    private sealed record ConstantRate(double Rate) : MixingRate
    {
        internal override bool IsZero => Rate == 0;

        internal override double Of(long examples) => Rate;
    }

    private sealed record ProportionalRate(double Cap, double Temperature, double Scale) : MixingRate
    {
        internal override bool IsZero => Scale == 0;

        internal override double Of(long examples) => Math.Pow(Math.Min(examples * Scale, Cap), 1 / Temperature);
    }
}
