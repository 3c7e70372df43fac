namespace ExT5.Data;

/// <summary>A named set of tasks and other mixtures with their rates; immutable.</summary>
/// <param name="Name">Name, unique among tasks and mixtures of a registry.</param>
/// <param name="Members">The members in the order they were added.</param>
public sealed record Mixture(string Name, IReadOnlyList<MixtureMember> Members)
{
    /// <summary>Rules that change the shares of the tasks, in the order in which they act; none by default.</summary>
    public IReadOnlyList<MixingRule> Rules { get; init; } = [];

    /// <summary>Describes a mixture.</summary>
    /// <param name="name">Name, unique among tasks and mixtures of a registry.</param>
    /// <param name="configure">Adds the members and rules.</param>
    public static Mixture Create(string name, Action<MixtureBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new MixtureBuilder();
        configure(builder);
        return new Mixture(name, builder.Members) { Rules = builder.Rules };
    }
}

/// <summary>A member of a mixture.</summary>
/// <param name="Name">Name of a task or a mixture.</param>
/// <param name="Rate">Its rate relative to the other members.</param>
public sealed record MixtureMember(string Name, MixingRate Rate);
