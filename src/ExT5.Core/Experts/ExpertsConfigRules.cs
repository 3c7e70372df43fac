namespace ExT5.Core;

/// <summary>The range of every value of an <see cref="ExpertsConfig"/>, and what else a model with experts must be.</summary>
internal static class ExpertsConfigRules
{
    private const int MaxExperts = 65_536;
    private const int MaxStep = 1_000;

    public static void Check(T5Config config)
    {
        if (config.ModelType == T5ModelType.Switch != config.Experts is not null)
            throw new T5ConfigException(
                $"Experts is {(config.Experts is null ? "null" : "set")} in a {config.ModelType} model; a Switch model has them, no other type.");
        if (config.Experts is not { } experts)
            return;
        if (ActivationForm.Of(config.Activation).Gated)
            throw new T5ConfigException(
                $"Activation is {config.Activation} in a Switch model; its experts are not gated. Use Relu, as published ones do.");
        Whole(nameof(experts.Count), experts.Count, 1, MaxExperts);
        Whole(nameof(experts.Capacity), experts.Capacity, 1, int.MaxValue);
        Whole(nameof(experts.EncoderStep), experts.EncoderStep, 0, MaxStep);
        Whole(nameof(experts.DecoderStep), experts.DecoderStep, 0, MaxStep);
        Number(nameof(experts.JitterNoise), experts.JitterNoise, experts.JitterNoise is >= 0 and < 1, "in [0, 1)");
        Number(nameof(experts.ZLoss), experts.ZLoss, experts.ZLoss is >= 0 and < 1e6, "in [0, 1000000)");
        Number(
            nameof(experts.LoadBalancingLoss), experts.LoadBalancingLoss, experts.LoadBalancingLoss is >= 0 and < 1e6, "in [0, 1000000)");
    }

    private static void Whole(string name, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new T5ConfigException($"Experts.{name} is {value}; allowed is {least} to {most}.");
    }

    private static void Number(string name, double value, bool allowed, string range)
    {
        if (!allowed)
            throw new T5ConfigException($"Experts.{name} is {value}; it must lie {range}.");
    }
}
