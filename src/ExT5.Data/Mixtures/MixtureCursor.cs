namespace ExT5.Data;

/// <summary>
/// Reads a mixture in order, at a fraction of the cost of asking <see cref="MixtureSampler"/> for each position: what
/// the draws of a block share is worked out once. Takes O(tasks) memory; a draw takes none. Not thread-safe.
/// </summary>
public sealed class MixtureCursor
{
    private readonly MixtureSampler _sampler;
    private readonly TaskPlace[] _places;
    private readonly byte[] _points = new byte[TaskQuotas.BlockSize];
    private ulong _offset;

    internal MixtureCursor(MixtureSampler sampler, long position)
    {
        _sampler = sampler;
        _places = new TaskPlace[sampler.TaskCount];
        Position = position & ~(TaskQuotas.BlockSize - 1L);
        for (var task = 0; task < _places.Length; task++)
            _places[task] = sampler.PlaceOf(task, sampler.Quotas.DrawsBefore(task, Position >> TaskQuotas.BlockBits));
        _offset = sampler.OpenBlock(Position >> TaskQuotas.BlockBits, _points);
        while (Position < position) Next();
    }

    /// <summary>The position whose draw comes next.</summary>
    public long Position { get; private set; }

    /// <summary>The draw at <see cref="Position"/>, which moves on by one.</summary>
    public MixtureDraw Next()
    {
        var place = (int)(Position & (TaskQuotas.BlockSize - 1));
        if (place == 0)
            _offset = _sampler.OpenBlock(Position >> TaskQuotas.BlockBits, _points);
        Position++;
        var task = _sampler.Quotas.TaskAt(_points[place], _offset);
        ref var next = ref _places[task];
        if (next.Index == next.Examples.Length)
            next = _sampler.PlaceOf(task, (next.Epoch + 1) * next.Index);
        return new MixtureDraw(task, next.Epoch, next.Examples[next.Index++]);
    }
}
