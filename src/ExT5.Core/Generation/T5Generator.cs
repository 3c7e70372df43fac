using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Generates texts from texts with a <see cref="T5Model"/>. May be used by several threads at once.</summary>
/// <remarks>
/// Inputs get the end of sequence when they lack it, are sorted by length, padded on the right and decoded in batches
/// of at most <see cref="GenerationLimits.BatchSize"/>. The model runs in evaluation mode and without gradients, and
/// no tensor outlives a call.
/// </remarks>
public sealed class T5Generator
{
    private readonly T5Model _model;
    private readonly Tokenizer _tokenizer;

    /// <summary>Joins a model with the tokenizer whose ids it was trained on.</summary>
    /// <param name="model">The model; stays the caller's.</param>
    /// <param name="tokenizer">Encodes inputs and decodes outputs.</param>
    public T5Generator(T5Model model, Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        (_model, _tokenizer) = (model, tokenizer);
    }

    /// <summary>Generates the output of one text.</summary>
    /// <param name="input">The input as the task formats it, its prefix included.</param>
    /// <param name="strategy">Default <see cref="GreedySearch"/>.</param>
    /// <param name="limits">Default 128 new tokens; use the batch overload to see whether an output was cut.</param>
    /// <param name="cancellationToken">Honoured between decoding steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="GenerationException">The model's scores are not numbers.</exception>
    public string Generate(
        string input,
        DecodingStrategy? strategy = null,
        GenerationLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Generate([input], strategy, limits, cancellationToken)[0].Text;
    }

    /// <summary>Generates the outputs of texts.</summary>
    /// <param name="inputs">The inputs as their tasks format them, prefixes included.</param>
    /// <param name="strategy">Default <see cref="GreedySearch"/>.</param>
    /// <param name="limits">Default 128 new tokens, 32 inputs at once.</param>
    /// <param name="cancellationToken">Honoured between decoding steps.</param>
    /// <returns>One output per input, in the same order.</returns>
    /// <exception cref="ArgumentException">An input is null, or gives ids that the model does not know.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="GenerationException">The model's scores are not numbers.</exception>
    public IReadOnlyList<GeneratedText> Generate(
        IReadOnlyList<string> inputs,
        DecodingStrategy? strategy = null,
        GenerationLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. GenerateIds(Encode(inputs), strategy, limits, cancellationToken).Select(ToText)];
    }

    /// <summary>Generates the outputs of inputs that are already ids.</summary>
    /// <param name="inputs">Ids of each input; the end of sequence is appended where it is missing.</param>
    /// <param name="strategy">Default <see cref="GreedySearch"/>.</param>
    /// <param name="limits">Default 128 new tokens, 32 inputs at once.</param>
    /// <param name="cancellationToken">Honoured between decoding steps.</param>
    /// <returns>One sequence per input, in the same order.</returns>
    /// <exception cref="ArgumentException">An input is null or holds an id outside of the model's table.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="GenerationException">The model's scores are not numbers.</exception>
    public IReadOnlyList<GeneratedSequence> GenerateIds(
        IReadOnlyList<int[]> inputs,
        DecodingStrategy? strategy = null,
        GenerationLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (strategy, limits) = (strategy ?? new GreedySearch(), limits ?? new GenerationLimits());
        Check(inputs);
        Check(limits);
        using var evaluation = new EvaluationMode(_model);
        var sequences = new GeneratedSequence[inputs.Count];
        foreach (var batch in EncoderBatch.Plan(inputs, _model.Config.EosId, limits.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var decoded = Decode(batch, strategy, limits, cancellationToken);
            for (var row = 0; row < batch.Places.Length; row++)
                sequences[batch.Places[row]] = decoded[row];
        }

        return sequences;
    }

    private IReadOnlyList<GeneratedSequence> Decode(
        EncoderBatch batch, DecodingStrategy strategy, GenerationLimits limits, CancellationToken cancellationToken)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (config, device) = (_model.Config, _model.Device);
        using var state = _model.StartDecoding(batch.Tokens(config.PadId, device), batch.Mask(device));
        var request = new DecodingRequest(
            batch.Rows.Length, config.DecoderStartId, config.EosId, limits.MaxNewTokens, limits.MinNewTokens);
        return strategy.Decode(new ModelLogits(state, device), request, cancellationToken);
    }

    private int[][] Encode(IReadOnlyList<string> inputs)
    {
        var ids = new int[inputs.Count][];
        for (var place = 0; place < ids.Length; place++)
            ids[place] = inputs[place] is { } input
                ? [.. _tokenizer.EncodeToIds(input)]
                : throw new ArgumentException($"Input {place} is null; give a text, which may be empty.", nameof(inputs));
        return ids;
    }

    private GeneratedText ToText(GeneratedSequence sequence) => new(
        _tokenizer.Decode(sequence.Ids.Where(id => id != _model.Config.PadId)),
        sequence.Ids, sequence.Score, sequence.FinishReason)
    {
        Alternatives = [.. sequence.Alternatives.Select(ToText)],
    };

    private void Check(IReadOnlyList<int[]> inputs)
    {
        var size = _model.Config.VocabularySize;
        for (var place = 0; place < inputs.Count; place++)
        {
            if (inputs[place] is not { } ids)
                throw new ArgumentException($"Input {place} is null; give ids, which may be none.", nameof(inputs));
            var unknown = Array.FindIndex(ids, id => id < 0 || id >= size);
            if (unknown >= 0)
                throw new ArgumentException(
                    $"Input {place} holds id {ids[unknown]} at position {unknown}; this model knows 0 to {size - 1}. " +
                    "Use the tokenizer it was trained with.", nameof(inputs));
        }
    }

    private static void Check(GenerationLimits limits)
    {
        if (limits.MinNewTokens > limits.MaxNewTokens)
            throw new ArgumentException(
                $"MinNewTokens is {limits.MinNewTokens}, more than MaxNewTokens, {limits.MaxNewTokens}.",
                nameof(limits));
    }
}
