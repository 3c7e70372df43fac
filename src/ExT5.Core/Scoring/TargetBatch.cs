using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Rows of targets as the decoder reads them. R rows, T places of the longest, N places that hold a target token.</summary>
internal sealed class TargetBatch
{
    private readonly IReadOnlyList<TargetRow> _rows;
    private readonly int _length;
    private readonly long[] _inputs;
    private readonly long[] _segments;
    private readonly List<long> _places = [];
    private readonly List<long> _targets = [];

    public TargetBatch(IReadOnlyList<TargetRow> rows, T5Config config)
    {
        (_rows, _length) = (rows, rows[0].Length);
        _inputs = new long[rows.Count * _length];
        _segments = new long[_inputs.Length];
        Array.Fill(_inputs, config.PadId);
        for (var row = 0; row < rows.Count; row++)
        {
            var place = row * _length;
            for (var segment = 0; segment < rows[row].Targets.Count; segment++)
                place = Add(rows[row].Targets[segment].Ids, place, segment + 1, config.DecoderStartId);
        }
    }

    /// <summary>The targets in the order of their tokens.</summary>
    public IEnumerable<Target> Targets => _rows.SelectMany(row => row.Targets);

    /// <summary>Row of the encoder's output for each row, int64 <c>[R]</c>.</summary>
    public Tensor EncoderRows(Device device) => tensor([.. _rows.Select(row => (long)row.EncoderRow)], device: device);

    /// <summary>Targets shifted right, int64 <c>[R, T]</c>.</summary>
    public Tensor Tokens(Device device) => tensor(_inputs, [_rows.Count, _length], device: device);

    /// <summary>Which target a place belongs to, int64 <c>[R, T]</c>; nothing when no row holds more than one.</summary>
    public Tensor? SegmentIds(Device device) =>
        _rows.All(row => row.Targets.Count == 1) ? null : tensor(_segments, [_rows.Count, _length], device: device);

    /// <summary>Places of target tokens in <c>[R * T]</c>, int64 <c>[N]</c>.</summary>
    public Tensor Places(Device device) => tensor([.. _places], device: device);

    /// <summary>The target tokens, int64 <c>[N]</c>.</summary>
    public Tensor TargetIds(Device device) => tensor([.. _targets], device: device);

    private int Add(int[] ids, int place, int segment, int start)
    {
        var previous = start;
        foreach (var id in ids)
        {
            (_inputs[place], _segments[place]) = (previous, segment);
            _places.Add(place++);
            _targets.Add(id);
            previous = id;
        }

        return place;
    }
}
