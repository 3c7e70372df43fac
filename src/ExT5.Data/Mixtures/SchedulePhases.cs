namespace ExT5.Data;

/// <summary>Finds the phase of a block: the only one of fixed weights, or one after the other along a schedule. Thread-safe.</summary>
internal sealed class SchedulePhases
{
    private const int Kept = 8;

    private readonly IReadOnlyList<MixtureShare> _tasks;
    private readonly MixtureSchedule? _schedule;

    // The last phases found, in rising order, so that threads that read near each other share them. They follow from
    // each other, so it does not matter which thread's are kept.
    private volatile QuotaPhase[] _recent;

    public SchedulePhases(IReadOnlyList<MixtureShare> tasks, MixtureSchedule? schedule, MixturePhase? start)
    {
        (_tasks, _schedule) = (tasks, schedule);
        start ??= new MixturePhase(0, schedule?.WeightsAt(0) ?? [.. tasks.Select(task => task.Weight)], new long[tasks.Count]);
        Check(start);
        First = PhaseFrom(start.Position >> TaskQuotas.BlockBits, start.Weights, start.Draws);
        _recent = [First];
    }

    public QuotaPhase First { get; }

    public QuotaPhase Of(long block)
    {
        var recent = _recent;
        var phase = First;
        foreach (var each in recent)
            if (each.FirstBlock <= block)
                phase = each;
        return block < phase.EndBlock ? phase : Sought(block, phase, recent);
    }

    private QuotaPhase Sought(long block, QuotaPhase phase, QuotaPhase[] recent)
    {
        var found = new Queue<QuotaPhase>(recent.Where(each => each.FirstBlock <= phase.FirstBlock));
        while (block >= phase.EndBlock)
        {
            var end = phase.At(phase.EndBlock);
            phase = PhaseFrom(phase.EndBlock, _schedule!.WeightsAt(end.Position), end.Draws);
            found.Enqueue(phase);
            while (found.Count > Kept) found.Dequeue();
        }

        _recent = [.. found, .. recent.Where(each => each.FirstBlock > phase.FirstBlock).Take(Kept)];
        return phase;
    }

    private QuotaPhase PhaseFrom(long block, IReadOnlyList<double> weights, IReadOnlyList<long> draws)
    {
        CheckWeights(weights);
        var end = _schedule?.NextChange(block << TaskQuotas.BlockBits) ?? long.MaxValue;
        return new QuotaPhase(block, end == long.MaxValue ? end : end >> TaskQuotas.BlockBits, weights, draws);
    }

    private void Check(MixturePhase start)
    {
        if (start.Position < 0 || start.Position % TaskQuotas.BlockSize != 0)
            throw new RegistryException($"A phase begins at a multiple of {TaskQuotas.BlockSize}, but this one at {start.Position}.");
        if (start.Draws.Count != _tasks.Count)
            throw new RegistryException($"The phase counts draws of {start.Draws.Count} tasks, but the mixture has {_tasks.Count}. A phase goes on only with the tasks it came from.");
        if (start.Draws.Any(drawn => drawn < 0) || start.Draws.Sum(drawn => (decimal)drawn) != start.Position)
            throw new RegistryException($"The draws of the phase must be 0 or more and sum to its position {start.Position}. It was changed or is damaged.");
        if (_schedule is not null && !start.Weights.SequenceEqual(_schedule.WeightsAt(start.Position)))
            throw new RegistryException($"The phase at position {start.Position} has other weights than the schedule. Restore it without the schedule if it was reweighted, else with the schedule it came from.");
    }

    private void CheckWeights(IReadOnlyList<double> weights)
    {
        if (weights.Count != _tasks.Count)
            throw new RegistryException($"There are {weights.Count} weights for {_tasks.Count} tasks. Give one for each.");
        for (var i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0) || !double.IsFinite(weights[i]))
                throw new RegistryException($"Task '{_tasks[i].Name}' has weight {weights[i]}; it must be 0 or more and finite.");
            if (_tasks[i].Examples < 1 && weights[i] > 0)
                throw new RegistryException($"Task '{_tasks[i].Name}' has no examples, so it cannot be drawn. Give it rows or rate 0.");
        }

        if (!(weights.Sum() > 0) || double.IsInfinity(weights.Sum()))
            throw new RegistryException("The mixture draws nothing: its weights must sum to a number above 0, finite.");
    }
}
