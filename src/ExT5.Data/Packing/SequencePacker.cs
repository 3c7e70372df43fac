namespace ExT5.Data;

/// <summary>
/// Fills batches first-fit: an example goes into the first row that has room for both its inputs and its targets.
/// Examples are never split; ones longer than a row are trimmed to it, as SeqIO's <c>trim_and_pack_dataset</c> does.
/// </summary>
public sealed class SequencePacker
{
    private readonly BatchShape _shape;
    private readonly int _padId;
    private readonly int[] _inputs;
    private readonly int[] _targets;
    private readonly int[] _segments;
    private PackedBatch _batch;

    /// <summary>Makes a packer with an empty batch.</summary>
    /// <param name="shape">Rows and lengths; unpacked shapes take one example a row.</param>
    /// <param name="padId">Id that fills unused places; T5: 0.</param>
    public SequencePacker(BatchShape shape, int padId = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape.Validated();
        _padId = padId;
        _inputs = new int[shape.Sequences];
        _targets = new int[shape.Sequences];
        _segments = new int[shape.Sequences];
        _batch = EncoderDecoderFeatureConverter.Empty(shape, padId);
    }

    /// <summary>Examples in the batch so far.</summary>
    public int Examples { get; private set; }

    /// <summary>True when no row can take another example of one input and one target token.</summary>
    public bool IsFull
    {
        get
        {
            for (var row = 0; row < _shape.Sequences; row++)
                if (Fits(row, 1, 1)) return false;
            return true;
        }
    }

    /// <summary>Puts an example into the first row with room.</summary>
    /// <param name="example">The example.</param>
    /// <param name="taskId">Index of its task, written beside its targets.</param>
    /// <returns>False when no row has room; the batch is then unchanged.</returns>
    public bool TryAdd(TokenizedExample example, int taskId)
    {
        ArgumentNullException.ThrowIfNull(example);
        var inputs = example.Inputs.AsSpan(0, Math.Min(example.Inputs.Length, _shape.Inputs));
        var targets = example.Targets.AsSpan(0, Math.Min(example.Targets.Length, _shape.Targets));
        for (var row = 0; row < _shape.Sequences; row++)
        {
            if (!Fits(row, inputs.Length, targets.Length)) continue;
            EncoderDecoderFeatureConverter.Write(
                _batch, row * _shape.Inputs + _inputs[row], row * _shape.Targets + _targets[row], ++_segments[row],
                inputs, targets, taskId);
            _inputs[row] += inputs.Length;
            _targets[row] += targets.Length;
            Examples++;
            return true;
        }

        return false;
    }

    /// <summary>Hands over the batch and starts an empty one.</summary>
    public PackedBatch Take()
    {
        var batch = _batch;
        _batch = EncoderDecoderFeatureConverter.Empty(_shape, _padId);
        Array.Clear(_inputs);
        Array.Clear(_targets);
        Array.Clear(_segments);
        Examples = 0;
        return batch;
    }

    private bool Fits(int row, int inputs, int targets) => _shape.Packed
        ? _inputs[row] + inputs <= _shape.Inputs && _targets[row] + targets <= _shape.Targets
        : _segments[row] == 0;
}
