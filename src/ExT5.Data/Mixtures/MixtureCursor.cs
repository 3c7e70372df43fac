namespace ExT5.Data;

/// <summary>
/// Reads a mixture in order, at a fraction of the cost of asking <see cref="MixtureSampler"/> for each position: a
/// block of draws is worked out at once. Takes O(tasks) memory; a draw takes none. Not thread-safe.
/// </summary>
public sealed class MixtureCursor
{
    private readonly MixtureSampler _sampler;
    private readonly TaskPlace[] _places;
    private readonly int[] _tasks = new int[TaskQuotas.BlockSize];
    private readonly MixtureDraw[] _draws = new MixtureDraw[TaskQuotas.BlockSize];
    private QuotaPhase _phase;

    internal MixtureCursor(MixtureSampler sampler, long position)
    {
        var block = position >> TaskQuotas.BlockBits;
        _sampler = sampler;
        _phase = sampler.PhaseOf(block);
        _places = new TaskPlace[sampler.TaskCount];
        var draws = _phase.At(block).Draws;
        for (var task = 0; task < _places.Length; task++)
            _places[task] = sampler.PlaceOf(task, draws[task]);
        Position = position;
        if ((position & (TaskQuotas.BlockSize - 1)) != 0) OpenBlock();
    }

    /// <summary>The position whose draw comes next.</summary>
    public long Position { get; private set; }

    /// <summary>The draw at <see cref="Position"/>, which moves on by one.</summary>
    public MixtureDraw Next()
    {
        var place = (int)(Position & (TaskQuotas.BlockSize - 1));
        if (place == 0) OpenBlock();
        Position++;
        return _draws[place];
    }

    private void OpenBlock()
    {
        var block = Position >> TaskQuotas.BlockBits;
        if (block == _phase.EndBlock) _phase = _sampler.PhaseOf(block);
        _sampler.TasksOf(block, _phase, _tasks);
        for (var i = 0; i < _draws.Length; i++)
        {
            var task = _tasks[i];
            ref var place = ref _places[task];
            if (place.IsAtEnd) place = _sampler.PlaceInEpoch(task, place.Epoch + 1, 0);
            _draws[i] = new MixtureDraw(task, place.Epoch, place.Next());
        }
    }
}
