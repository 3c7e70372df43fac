namespace ExT5.Data;

/// <summary>The tasks and mixtures of an application: immutable, checked when made, free of global state.</summary>
public sealed class TaskRegistry
{
    private readonly Dictionary<string, Seq2SeqTask> _tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mixture> _mixtures = new(StringComparer.Ordinal);

    /// <summary>Makes a registry.</summary>
    /// <param name="tasks">Tasks with different names.</param>
    /// <param name="mixtures">Mixtures of these tasks and of each other.</param>
    /// <exception cref="RegistryException">See <see cref="TaskRegistryBuilder.Build"/>.</exception>
    public TaskRegistry(IEnumerable<Seq2SeqTask> tasks, IEnumerable<Mixture> mixtures)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(mixtures);
        foreach (var task in tasks)
            if (!_tasks.TryAdd(task.Name, task))
                throw new RegistryException($"Two tasks are named '{task.Name}'. Give one of them another name.");
        foreach (var mixture in mixtures)
            if (_tasks.ContainsKey(mixture.Name) || !_mixtures.TryAdd(mixture.Name, mixture))
                throw new RegistryException($"The name '{mixture.Name}' is used twice. Give the mixture another name.");
        var path = new List<string>();
        foreach (var mixture in _mixtures.Values)
            Check(mixture, path);
    }

    /// <summary>All tasks, in the order they were added.</summary>
    public IReadOnlyCollection<Seq2SeqTask> Tasks => _tasks.Values;

    /// <summary>All mixtures, in the order they were added.</summary>
    public IReadOnlyCollection<Mixture> Mixtures => _mixtures.Values;

    /// <summary>The task of a name.</summary>
    /// <exception cref="RegistryException">There is none; the message names the nearest.</exception>
    public Seq2SeqTask Task(string name) => _tasks.TryGetValue(name, out var task) ? task : throw Unknown("task", name, _tasks.Keys);

    /// <summary>The tasks that a task or mixture can draw, each once, in the order of the members.</summary>
    /// <param name="name">Name of a task or mixture.</param>
    /// <exception cref="RegistryException">There is neither; the message names the nearest.</exception>
    public IReadOnlyList<Seq2SeqTask> TasksOf(string name)
    {
        var found = new List<Seq2SeqTask>();
        Collect(name, found);
        return found;
    }

    /// <summary>
    /// The probability of each task of <see cref="TasksOf"/>, in its order. As in SeqIO, rates are relative inside
    /// each mixture, and a task reached on several paths has the sum over them.
    /// </summary>
    /// <param name="name">Name of a task or mixture.</param>
    /// <param name="examples">Number of training examples of a task, for proportional rates.</param>
    /// <exception cref="RegistryException">All rates of a mixture are zero.</exception>
    public IReadOnlyList<double> Probabilities(string name, Func<Seq2SeqTask, long> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var tasks = TasksOf(name);
        var probabilities = tasks.ToDictionary(task => task.Name, _ => 0.0, StringComparer.Ordinal);
        Spread(name, 1, examples, probabilities);
        return [.. tasks.Select(task => probabilities[task.Name])];
    }

    private void Spread(string name, double share, Func<Seq2SeqTask, long> examples, Dictionary<string, double> into)
    {
        if (_tasks.ContainsKey(name))
        {
            into[name] += share;
            return;
        }

        var members = _mixtures[name].Members.Where(member => !member.Rate.IsZero).ToArray();
        var rates = Array.ConvertAll(members, member => member.Rate.Of(TasksOf(member.Name).Sum(examples)));
        var total = rates.Sum();
        if (!(total > 0))
            throw new RegistryException($"Mixture '{name}' draws nothing: the rates of all its members are 0.");
        for (var i = 0; i < members.Length; i++)
            Spread(members[i].Name, share * (rates[i] / total), examples, into);
    }

    private void Collect(string name, List<Seq2SeqTask> found)
    {
        if (_tasks.TryGetValue(name, out var task))
        {
            if (!found.Contains(task)) found.Add(task);
            return;
        }

        if (!_mixtures.TryGetValue(name, out var mixture))
            throw Unknown("task or mixture", name, _tasks.Keys.Concat(_mixtures.Keys));
        foreach (var member in mixture.Members.Where(member => !member.Rate.IsZero))
            Collect(member.Name, found);
    }

    private void Check(Mixture mixture, List<string> path)
    {
        if (path.Contains(mixture.Name))
            throw new RegistryException($"Mixture '{mixture.Name}' contains itself: {string.Join(" -> ", path)} -> {mixture.Name}.");
        if (mixture.Members.Count == 0)
            throw new RegistryException($"Mixture '{mixture.Name}' is empty. Add at least one task or mixture to it.");
        if (mixture.Members.All(member => member.Rate.IsZero))
            throw new RegistryException($"Mixture '{mixture.Name}' draws nothing: the rates of all its members are 0.");
        path.Add(mixture.Name);
        foreach (var member in mixture.Members)
            if (_mixtures.TryGetValue(member.Name, out var inner))
                Check(inner, path);
            else if (!_tasks.ContainsKey(member.Name))
                throw Unknown("task or mixture", member.Name, _tasks.Keys.Concat(_mixtures.Keys), $" (member of mixture '{mixture.Name}')");
        path.RemoveAt(path.Count - 1);
    }

    private static RegistryException Unknown(string what, string name, IEnumerable<string> known, string where = "")
    {
        var nearest = NearestName.Of(name, known);
        return new RegistryException($"No {what} is named '{name}'{where}."
            + (nearest is null ? " None is registered." : $" Did you mean '{nearest}'?")
            + " Tasks are added with AddSeq2SeqTask or TaskRegistryBuilder.AddTask.");
    }
}
