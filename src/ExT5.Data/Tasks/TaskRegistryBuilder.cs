namespace ExT5.Data;

/// <summary>Collects tasks and mixtures; <see cref="Build"/> checks them all at once.</summary>
public sealed class TaskRegistryBuilder
{
    private readonly List<Seq2SeqTask> _tasks = [];
    private readonly List<Mixture> _mixtures = [];

    /// <summary>Adds a task.</summary>
    public TaskRegistryBuilder Add(Seq2SeqTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        _tasks.Add(task);
        return this;
    }

    /// <summary>Adds a mixture.</summary>
    public TaskRegistryBuilder Add(Mixture mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        _mixtures.Add(mixture);
        return this;
    }

    /// <summary>Describes and adds a task.</summary>
    /// <inheritdoc cref="Seq2SeqTask.Create{TRow}"/>
    public TaskRegistryBuilder AddTask<TRow>(string name, Action<Seq2SeqTaskBuilder<TRow>> configure) =>
        Add(Seq2SeqTask.Create(name, configure));

    /// <summary>Describes and adds a mixture.</summary>
    /// <inheritdoc cref="Mixture.Create"/>
    public TaskRegistryBuilder AddMixture(string name, Action<MixtureBuilder> configure) =>
        Add(Mixture.Create(name, configure));

    /// <summary>Checks names, members and cycles and makes the registry.</summary>
    /// <exception cref="RegistryException">
    /// A name is used twice, a member is unknown (the nearest name is suggested), a mixture is empty,
    /// can never draw anything, or contains itself.
    /// </exception>
    public TaskRegistry Build() => new(_tasks, _mixtures);
}
