using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// An incremental decode of one batch: the encoder has run, its keys and values are computed, and each step costs one
/// position. Made by <see cref="T5Model.StartDecoding"/>. When the model's weights change in between (a step of training, an
/// adapter, another device), the next step is refused. Not thread-safe. N rows, V vocabulary.
/// </summary>
public sealed class DecodingState : IDisposable
{
    private readonly T5Model _model;
    private readonly DecoderBlockState[] _blocks;
    private readonly Tensor _headWeight;
    private readonly long _version;
    private Tensor? _crossBias;
    private long[] _encoderRows;

    internal DecodingState(T5Model model, Tensor memory, Tensor? encoderMask)
    {
        (_model, _version) = (model, model.Gate.Version);
        _encoderRows = Enumerable.Range(0, (int)memory.shape[0]).Select(row => (long)row).ToArray();
        _blocks = [.. model.Decoder.Blocks.Select(block => new DecoderBlockState(block, memory))];
        _headWeight = model.HeadWeight().DetachFromDisposeScope();
        _crossBias = AttentionBias.Cross(null, encoderMask, packed: false)?.DetachFromDisposeScope();
    }

    /// <summary>Positions decoded so far.</summary>
    public int Length { get; private set; }

    /// <summary>Rows being decoded, N.</summary>
    public int Rows => _encoderRows.Length;

    /// <summary>Reads the newest token of every row and predicts the next.</summary>
    /// <param name="tokens">Int64 <c>[N]</c>; at first <see cref="T5Config.DecoderStartId"/>.</param>
    /// <returns>Logits, float32 <c>[N, V]</c>.</returns>
    /// <exception cref="ArgumentException">The tokens have another shape or type, or lie outside the vocabulary.</exception>
    /// <exception cref="InvalidOperationException">The model's weights have changed since the decode was begun.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Tensor Step(Tensor tokens)
    {
        var logits = Step(tokens, out var hidden);
        hidden.Dispose();
        return logits;
    }

    /// <summary>As <see cref="Step(Tensor)"/>, and gives the last hidden states the logits come from too.</summary>
    /// <param name="tokens">Int64 <c>[N]</c>.</param>
    /// <param name="hidden">Float32 <c>[N, M]</c>, with tied embeddings scaled by <c>M^-0.5</c>.</param>
    /// <returns>Logits, float32 <c>[N, V]</c>.</returns>
    internal Tensor Step(Tensor tokens, out Tensor hidden)
    {
        using var held = new Held(this, tokens);
        using var use = _model.Gate.Use();
        if (_model.Gate.Version != _version)
            throw new InvalidOperationException(
                "The model's weights have changed since this output was begun (a step of training, an adapter, another device): "
                + "the rest would be another model's. Begin it again.");
        T5InputRules.CheckStepTokens(tokens, Rows, _model.Config.VocabularySize);
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        Tensor? selfBias = null;
        var x = _model.Embed(tokens.unsqueeze(1)); // [N, 1, M]
        for (var i = 0; i < _blocks.Length; i++)
        {
            selfBias = _blocks[i].SelfBias?.LastRow(Length + 1) ?? selfBias;
            x = _model.Decoder.Blocks[i].Step(x, _blocks[i], selfBias!, _crossBias);
        }

        Length++;
        var last = _model.ScaleForHead(_model.Decoder.FinalNorm(x)).squeeze(1); // [N, M]
        hidden = last.to(ScalarType.Float32).MoveToOuterDisposeScope();
        return Projection.Apply(last, _headWeight).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Reorders, repeats or drops rows, as a beam search does after choosing its hypotheses.</summary>
    /// <param name="rows">Int64 <c>[N']</c>; row i becomes row <c>rows[i]</c> of before.</param>
    /// <exception cref="ArgumentException">A row does not exist.</exception>
    public void Select(Tensor rows)
    {
        using var held = new Held(this, rows);
        var chosen = T5InputRules.CheckRows(rows, Rows);
        if (chosen.SequenceEqual(Enumerable.Range(0, Rows).Select(row => (long)row)))
            return;
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var onDevice = rows.to(_headWeight.device);
        foreach (var block in _blocks)
            block.Cache.Select(onDevice);
        SelectEncoderRows(chosen, onDevice);
    }

    /// <summary>Frees the caches.</summary>
    public void Dispose()
    {
        foreach (var block in _blocks)
            block.Dispose();
        _headWeight.Dispose();
        _crossBias?.Dispose();
    }

    // Beams of one example share the encoder's output: exchanging them leaves it as it is.
    private void SelectEncoderRows(long[] chosen, Tensor rows)
    {
        var encoderRows = Array.ConvertAll(chosen, row => _encoderRows[row]);
        if (encoderRows.SequenceEqual(_encoderRows))
            return;
        _encoderRows = encoderRows;
        foreach (var block in _blocks)
            block.SelectEncoderRows(rows);
        if (_crossBias is null)
            return;
        var selected = _crossBias.index_select(0, rows).DetachFromDisposeScope();
        _crossBias.Dispose();
        _crossBias = selected;
    }
}
