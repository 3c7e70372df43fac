namespace ExT5.Data;

/// <summary>
/// How often a member of a mixture is drawn, relative to the other members.
/// A plain number converts implicitly: <c>mix.Add(2, "c4")</c>.
/// </summary>
public abstract record MixingRate
{
    private protected MixingRate()
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
        double cap = double.PositiveInfinity, double temperature = 1, double scale = 1) =>
        new ProportionalRate(SizeUnit.Examples, CheckedCap(cap), CheckedTemperature(temperature), Checked(scale, "A scale"));

    /// <summary>
    /// A rate from the number of tokens, inputs and targets, of all examples: times scale, then at most the cap, then
    /// to the power 1/temperature, as SeqIO's <c>mixing_rate_num_characters</c> counts characters. It is still a rate
    /// of examples; <see cref="ByTokens"/> makes it one of tokens.
    /// </summary>
    /// <param name="cap">Upper bound on the scaled number of tokens; default no bound.</param>
    /// <param name="temperature">T above 0; 1 is proportional, larger is more uniform. Default 1.</param>
    /// <param name="scale">Factor on the number of tokens; default 1.</param>
    /// <exception cref="RegistryException">A value is outside its range.</exception>
    public static MixingRate ProportionalToTokens(
        double cap = double.PositiveInfinity, double temperature = 1, double scale = 1) =>
        new ProportionalRate(SizeUnit.Tokens, CheckedCap(cap), CheckedTemperature(temperature), Checked(scale, "A scale"));

    /// <summary>
    /// Counts a rate in tokens instead of examples, by dividing it by the mean number of tokens of an example:
    /// <c>mix.Add(MixingRate.ByTokens(1), "short", "long")</c> draws as many tokens of each.
    /// </summary>
    /// <param name="rate">The share of tokens relative to the other members, which should be counted in tokens too.</param>
    public static MixingRate ByTokens(MixingRate rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new TokenRate(rate);
    }

    /// <summary>A rate that goes in a straight line from one to another and stays there.</summary>
    /// <param name="from">The rate up to <paramref name="fromPosition"/>.</param>
    /// <param name="to">The rate from <paramref name="untilPosition"/> on.</param>
    /// <param name="untilPosition">Examples drawn from the whole mixture; above <paramref name="fromPosition"/>.</param>
    /// <param name="fromPosition">Examples drawn from the whole mixture, 0 or more; default 0.</param>
    /// <exception cref="RegistryException">A position is outside its range.</exception>
    public static MixingRate Linear(MixingRate from, MixingRate to, long untilPosition, long fromPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return fromPosition >= 0 && untilPosition > fromPosition
            ? new LinearRate(from, to, fromPosition, untilPosition)
            : throw new RegistryException($"A linear rate runs from a position of 0 or more to a later one, but is given {fromPosition} and {untilPosition}.");
    }

    /// <summary>A rate that jumps at given positions.</summary>
    /// <param name="steps">From which position, in examples drawn from the whole mixture, which rate holds; the first from 0, in rising order.</param>
    /// <exception cref="RegistryException">The positions do not rise from 0.</exception>
    public static MixingRate Steps(params IReadOnlyList<(long FromPosition, MixingRate Rate)> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0 || steps[0].FromPosition != 0)
            throw new RegistryException("The first step of a rate must begin at position 0.");
        for (var i = 1; i < steps.Count; i++)
            if (steps[i].FromPosition <= steps[i - 1].FromPosition)
                throw new RegistryException($"The steps of a rate must rise, but {steps[i].FromPosition} follows {steps[i - 1].FromPosition}.");
        return new SteppedRate([.. steps]);
    }

    /// <summary>A fixed rate from a number.</summary>
    /// <param name="rate">0 or more, finite.</param>
    public static implicit operator MixingRate(double rate) => Constant(rate);

    /// <summary>A fixed rate from a number, for languages without implicit conversion.</summary>
    /// <param name="rate">0 or more, finite.</param>
    public static MixingRate FromDouble(double rate) => Constant(rate);

    /// <summary>True when no size and no position makes the rate positive.</summary>
    internal abstract bool IsZero { get; }

    /// <summary>Positions at which it may begin to change in another way; between two it is a straight line.</summary>
    internal virtual IEnumerable<long> Knots => [];

    /// <summary>The rate of a member.</summary>
    internal abstract double Of(SizedMember member, long position);

    /// <summary>The next position that may have another rate; <see cref="long.MaxValue"/> when none has.</summary>
    internal virtual long NextChange(long position) => long.MaxValue;

    private static double CheckedCap(double cap) =>
        cap > 0 ? cap : throw new RegistryException($"A cap must be above 0, but is {cap}.");

    private static double CheckedTemperature(double temperature) => temperature > 0 && double.IsFinite(temperature)
        ? temperature
        : throw new RegistryException($"A temperature must be above 0 and finite, but is {temperature}.");

    private static double Checked(double value, string what) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new RegistryException($"{what} must be 0 or more and finite, but is {value}. For R = infinity use AddRatio.");
}
