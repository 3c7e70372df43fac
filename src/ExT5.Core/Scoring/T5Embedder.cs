using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Turns texts into vectors: the mean of the encoder's last states over all tokens that are not padding, of length 1
/// (Ni et al. 2021, "Sentence-T5", encoder-only mean). May be used by several threads at once.
/// </summary>
/// <remarks>
/// Inputs get the end of sequence when they lack it, which counts like any token, and are batched by length. A soft prompt counts like text. Nothing
/// drops out, whatever the model's mode. A call waits while the weights are being changed, and they for it. The dense layer that sentence-t5 checkpoints put behind the mean is
/// not part of a T5 checkpoint and is not applied.
/// </remarks>
public sealed class T5Embedder
{
    private readonly IT5Encoder _model;
    private readonly Tokenizer? _tokenizer;
    private readonly bool _normalize;
    private readonly int _tokensPerBatch;
    private readonly int _end;
    private readonly int _maxTokens;

    /// <summary>Joins a model with the tokenizer whose ids it was trained on.</summary>
    /// <param name="model">The model; stays the caller's. Its decoder is not used.</param>
    /// <param name="tokenizer">Reads texts; <see langword="null"/> when only ids are embedded.</param>
    /// <param name="normalize">Whether vectors are scaled to length 1, so that their dot product is the cosine. Default true.</param>
    /// <param name="tokensPerBatch">Most tokens, padding included, at once; 1 or more. Default 8192.</param>
    /// <param name="maxTokens">
    /// Most tokens of an input, the end of sequence included; longer ones are refused. 1 or more. Default 16384.
    /// </param>
    /// <exception cref="VocabularyMismatchException">The tokenizer's ids are not the model's.</exception>
    public T5Embedder(T5Model model, Tokenizer? tokenizer = null, bool normalize = true, int tokensPerBatch = 8192, int maxTokens = 16_384)
        : this((IT5Encoder)model, tokenizer, normalize, tokensPerBatch, maxTokens)
    {
    }

    /// <summary>Joins an encoder with the tokenizer whose ids it was trained on.</summary>
    /// <param name="model">The encoder; stays the caller's.</param>
    /// <param name="tokenizer">Reads texts; <see langword="null"/> when only ids are embedded.</param>
    /// <param name="normalize">Whether vectors are scaled to length 1, so that their dot product is the cosine. Default true.</param>
    /// <param name="tokensPerBatch">Most tokens, padding included, at once; 1 or more. Default 8192.</param>
    /// <param name="maxTokens">
    /// Most tokens of an input, the end of sequence included; longer ones are refused. 1 or more. Default 16384.
    /// </param>
    /// <exception cref="VocabularyMismatchException">The tokenizer's ids are not the model's.</exception>
    public T5Embedder(T5EncoderModel model, Tokenizer? tokenizer = null, bool normalize = true, int tokensPerBatch = 8192, int maxTokens = 16_384)
        : this((IT5Encoder)model, tokenizer, normalize, tokensPerBatch, maxTokens)
    {
    }

    private T5Embedder(IT5Encoder model, Tokenizer? tokenizer, bool normalize, int tokensPerBatch, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(model);
        var ids = TokenizerIds.Of(tokenizer);
        ids.Check(model.Config);
        _end = ids.EndOf(model.Config);
        (_model, _tokenizer, _normalize) = (model, tokenizer, normalize);
        _tokensPerBatch = Bounds.AtLeast(1, tokensPerBatch, nameof(tokensPerBatch));
        _maxTokens = Bounds.AtLeast(1, maxTokens, nameof(maxTokens));
    }

    /// <summary>Numbers of a vector: the model size.</summary>
    public int Dimensions => _model.Config.ModelSize;

    /// <summary>The vector of one text.</summary>
    /// <param name="text">The text; a prefix the model was trained with is the caller's to add.</param>
    public float[] Embed(string text) => Embed([text])[0];

    /// <summary>The vectors of texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <returns>One vector of <see cref="Dimensions"/> numbers for each text, in the same order.</returns>
    /// <exception cref="ArgumentException">A text is null, or gives ids that the model does not know.</exception>
    /// <exception cref="InvalidOperationException">The embedder was made without a tokenizer.</exception>
    /// <exception cref="RequestTooLargeException">A text is longer than allowed; nothing was embedded.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return EmbedIds([.. texts.Select((text, place) => TokenIds.Of(_tokenizer, text, $"Input {place}"))], cancellationToken);
    }

    /// <summary>The vectors of inputs that are already ids.</summary>
    /// <param name="inputs">Ids of each input; the end of sequence is appended where it is missing.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <returns>One vector of <see cref="Dimensions"/> numbers for each input, in the same order.</returns>
    /// <exception cref="ArgumentException">An input is null or holds an id outside of the model's table.</exception>
    public IReadOnlyList<float[]> EmbedIds(IReadOnlyList<int[]> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var use = _model.Gate.Use(cancellationToken);
        int[][] rows = [.. inputs.Select((ids, place) => TokenIds.Checked(ids, _model.Config, _end, $"Input {place}", _maxTokens))];
        var vectors = new float[rows.Length][];
        foreach (var places in LengthBatches.Plan(Enumerable.Range(0, rows.Length), place => rows[place].Length, _tokensPerBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pooled = Pool(new EncoderBatch([.. places], [.. places.Select(place => rows[place])]));
            for (var row = 0; row < places.Count; row++)
                vectors[places[row]] = pooled.AsSpan(row * Dimensions, Dimensions).ToArray();
        }

        return vectors;
    }

    private float[] Pool(EncoderBatch batch)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var mask = batch.Mask(_model.Device);
        var states = _model.Evaluate(batch.Tokens(_model.Config.PadId, _model.Device), mask); // [B, S, M]
        if (_model is T5Model whole)
            mask = whole.MemorySegmentIds(mask, packed: false);
        var weights = (mask ?? ones(states.shape[..2], device: states.device)).to(ScalarType.Float32).unsqueeze(-1); // [B, S, 1]
        var means = states.mul(weights).sum([1L]) / weights.sum([1L]); // [B, M]
        return HostCopy.Floats(_normalize ? nn.functional.normalize(means, dim: 1) : means);
    }
}
