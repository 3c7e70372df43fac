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
        var found = new OrderedDictionary<string, Seq2SeqTask>(StringComparer.Ordinal);
        Collect(name, found);
        return [.. found.Values];
    }

    /// <summary>
    /// The probability of each task of <see cref="TasksOf"/>, in its order. As in SeqIO, rates are relative inside
    /// each mixture, and a task reached on several paths has the sum over them; then the mixture's rules act.
    /// </summary>
    /// <param name="name">Name of a task or mixture.</param>
    /// <param name="sizes">The size of a task's training split.</param>
    /// <exception cref="RegistryException">
    /// All rates of a mixture are zero; a rate or rule needs token counts or cannot be kept; or rates change with the
    /// position, so that <see cref="Schedule"/> must be asked.
    /// </exception>
    public IReadOnlyList<double> Probabilities(string name, Func<Seq2SeqTask, TaskSize> sizes)
    {
        var schedule = Schedule(name, sizes);
        return schedule.IsConstant
            ? schedule.WeightsAt(0)
            : throw new RegistryException($"The rates of mixture '{name}' change with the position. Take Schedule and give it to the MixtureSampler.");
    }

    /// <summary>The probability of each task of <see cref="TasksOf"/>, in its order, at every position.</summary>
    /// <param name="name">Name of a task or mixture.</param>
    /// <param name="sizes">The size of a task's training split.</param>
    /// <exception cref="RegistryException">All rates of a mixture are zero at some position, or a rate or rule needs token counts or cannot be kept.</exception>
    public MixtureSchedule Schedule(string name, Func<Seq2SeqTask, TaskSize> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var node = new MixtureNodes(this, sizes).Of(name);
        // Rates are straight lines between knots, so what draws nothing in between draws nothing at one of them.
        foreach (var knot in node.Knots.Append(0).Distinct().Order())
            node.Shares(knot);
        return new MixtureSchedule(node.Shares, node.NextChange, node.Knots);
    }

    /// <summary>What a planned run draws from a mixture: rates, epochs, tokens, and which tasks repeat often or hardly appear.</summary>
    /// <param name="name">Name of a task or mixture.</param>
    /// <param name="sizes">The size of a task's training split; with token counts the shares of tokens are told too.</param>
    /// <param name="examples">Examples the run draws, steps · examples in a batch; above 0.</param>
    /// <param name="repeatLimit">
    /// Epochs above which a task is said to repeat often. Default 16: by the law of Muennighoff et al. 2023 (arXiv 2305.16264)
    /// a repeat is worth exp(-repeats / 15) of new text, so after 15 repeats about a third.
    /// </param>
    /// <exception cref="RegistryException">As <see cref="Schedule"/>, or a task that is drawn has no examples.</exception>
    public MixtureExplanation Explain(string name, Func<Seq2SeqTask, TaskSize> sizes, long examples, double repeatLimit = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        var shares = Schedule(name, sizes).MeanWeights(examples);
        var nodes = new MixtureNodes(this, sizes);
        return MixtureExplanation.Of(name, [.. TasksOf(name).Select(nodes.Sized)], shares, examples, repeatLimit);
    }

    internal Mixture? FindMixture(string name) => _mixtures.GetValueOrDefault(name);

    private void Collect(string name, OrderedDictionary<string, Seq2SeqTask> found)
    {
        if (_tasks.TryGetValue(name, out var task))
        {
            found.TryAdd(name, task);
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
