namespace ExT5.Data;

/// <summary>Makes the nodes of a registry's mixtures, each once.</summary>
internal sealed class MixtureNodes(TaskRegistry registry, Func<Seq2SeqTask, TaskSize> sizes)
{
    private readonly Dictionary<string, MixtureNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SizedMember> _tasks = new(StringComparer.Ordinal);

    /// <summary>The node of a mixture; a task stands for a mixture of itself.</summary>
    public MixtureNode Of(string name)
    {
        if (_nodes.TryGetValue(name, out var known)) return known;
        var tasks = registry.TasksOf(name);
        var places = tasks.Select((task, i) => (task.Name, i)).ToDictionary(each => each.Name, each => each.i, StringComparer.Ordinal);
        var mixture = registry.FindMixture(name) ?? new Mixture(name, [new MixtureMember(name, 1)]);
        var members = mixture.Members.Where(member => !member.Rate.IsZero).Select(member =>
        {
            var inner = registry.TasksOf(member.Name);
            return new NodeMember(
                member.Rate, Sized(member.Name, inner), registry.FindMixture(member.Name) is null ? null : Of(member.Name),
                [.. inner.Select(task => places[task.Name])]);
        });
        return _nodes[name] = new MixtureNode(name, [.. tasks.Select(Sized)], [.. members], mixture.Rules);
    }

    /// <summary>A task with its size, asked once.</summary>
    public SizedMember Sized(Seq2SeqTask task) =>
        _tasks.TryGetValue(task.Name, out var known) ? known : _tasks[task.Name] = new SizedMember(task.Name, Checked(task.Name, sizes(task)));

    private SizedMember Sized(string name, IReadOnlyList<Seq2SeqTask> tasks) =>
        new(name, TaskSize.Sum([.. tasks.Select(task => Sized(task).Size)]));

    private static TaskSize Checked(string name, TaskSize? size) => size switch
    {
        null => throw new RegistryException($"Task '{name}' was given no size. Give the number of its examples."),
        { Examples: >= 0 } when IsCount(size.InputTokens) && IsCount(size.TargetTokens) => size,
        _ => throw new RegistryException($"Task '{name}' was given the size {size}; numbers must be 0 or more and finite."),
    };

    private static bool IsCount(double? tokens) => tokens is null || (tokens >= 0 && double.IsFinite(tokens.Value));
}
