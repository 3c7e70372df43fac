using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Generates texts from texts with a <see cref="T5Model"/>. May be used by several threads at once.</summary>
/// <remarks>
/// Inputs get the end of sequence when they lack it, are sorted by length, padded on the right and decoded in batches
/// of at most <see cref="GenerationLimits.BatchSize"/>. Nothing drops out, whatever the model's mode, and no tensor outlives
/// a call. A call waits while the model's weights are being changed (<see cref="T5Model.ExclusiveUse"/>), and they for it.
/// </remarks>
public sealed partial class T5Generator : IDisposable
{
    private readonly T5Model _model;
    private readonly Tokenizer _tokenizer;
    private readonly TimeProvider _time;
    private readonly int _end;
    private readonly bool _ownsModel;
    private bool _disposed;

    /// <summary>Joins a model with the tokenizer whose ids it was trained on.</summary>
    /// <param name="model">The model; stays the caller's.</param>
    /// <param name="tokenizer">
    /// Encodes inputs and decodes outputs. Its size, EOS and pad are compared with the model's where it tells them: ExT5.Data's
    /// vocabularies and SentencePieceTokenizer do. Of any other the ids of each call are checked.
    /// </param>
    /// <param name="defaults">What a call leaves open. Default: greedy search, 128 new tokens.</param>
    /// <param name="time">The clock of <see cref="MaxTime"/>. Default: the system's.</param>
    /// <exception cref="VocabularyMismatchException">The tokenizer's ids are not the model's.</exception>
    public T5Generator(
        T5Model model, Tokenizer tokenizer, GenerationDefaults? defaults = null, TimeProvider? time = null)
        : this(model, tokenizer, defaults, time, ownsModel: false)
    {
    }

    private T5Generator(
        T5Model model, Tokenizer tokenizer, GenerationDefaults? defaults, TimeProvider? time, bool ownsModel)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var ids = TokenizerIds.Of(tokenizer);
        ids.Check(model.Config);
        _end = ids.EndOf(model.Config);
        (_model, _tokenizer, _time, _ownsModel) = (model, tokenizer, time ?? TimeProvider.System, ownsModel);
        Defaults = defaults ?? new();
    }

    /// <summary>The model that generates.</summary>
    public T5Model Model => _model;

    /// <summary>What a call leaves open.</summary>
    public GenerationDefaults Defaults { get; }

    /// <summary>
    /// Opens a model folder as Transformers writes it and generates as its <c>generation_config.json</c> says. Dispose the
    /// generator to free the model.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="tokenizer">The tokenizer of the model.</param>
    /// <param name="options">How the model runs. Default: float32 on the CPU.</param>
    /// <param name="time">The clock of <see cref="MaxTime"/>. Default: the system's.</param>
    /// <exception cref="T5ConfigException">
    /// A configuration is absent or has a value that is not allowed, or asks for what ExT5 does not support.
    /// </exception>
    /// <exception cref="WeightsMismatchException">The weights are of another model; lists every difference.</exception>
    /// <exception cref="SafetensorsException">The weights are damaged.</exception>
    /// <exception cref="VocabularyMismatchException">The tokenizer's ids are not the model's.</exception>
    public static T5Generator Load(
        string folder, Tokenizer tokenizer, T5ModelOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var model = T5Model.Load(folder, options);
        try
        {
            return new(model, tokenizer, GenerationDefaults.FromHuggingFace(folder, model.Config), time, ownsModel: true);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Generates the output of one text.</summary>
    /// <param name="input">The input as the task formats it, its prefix included.</param>
    /// <param name="strategy">Default: that of <see cref="Defaults"/>.</param>
    /// <param name="limits">
    /// Default: those of <see cref="Defaults"/>; use the batch overload to see whether an output was cut.
    /// </param>
    /// <param name="cancellationToken">Honoured between decoding steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="GenerationException">The model's scores are not numbers.</exception>
    /// <exception cref="RequestTooLargeException">An input is longer than allowed, or needs more memory than a batch may take.</exception>
    /// <exception cref="ObjectDisposedException">The generator or its model was disposed.</exception>
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
    /// <param name="strategy">Default: that of <see cref="Defaults"/>.</param>
    /// <param name="limits">Default: those of <see cref="Defaults"/>.</param>
    /// <param name="cancellationToken">Honoured between decoding steps.</param>
    /// <returns>One output per input, in the same order.</returns>
    /// <exception cref="ArgumentException">An input is null, or gives ids that the model does not know.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="GenerationException">The model's scores are not numbers.</exception>
    /// <exception cref="RequestTooLargeException">An input is longer than allowed, or needs more memory than a batch may take.</exception>
    /// <exception cref="ObjectDisposedException">The generator or its model was disposed.</exception>
    public IReadOnlyList<GeneratedText> Generate(
        IReadOnlyList<string> inputs,
        DecodingStrategy? strategy = null,
        GenerationLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        limits ??= Defaults.Limits;
        var sequences = GenerateIds(Encode(inputs), strategy, limits, cancellationToken);
        return [.. sequences.Select(sequence => ToText(sequence, limits))];
    }

    /// <summary>Generates the outputs of inputs that are already ids.</summary>
    /// <param name="inputs">Ids of each input; the end of sequence is appended where it is missing.</param>
    /// <param name="strategy">Default: that of <see cref="Defaults"/>.</param>
    /// <param name="limits">Default: those of <see cref="Defaults"/>.</param>
    /// <param name="cancellationToken">Honoured between decoding steps.</param>
    /// <returns>One sequence per input, in the same order.</returns>
    /// <exception cref="ArgumentException">An input is null or holds an id outside of the model's table.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="GenerationException">The model's scores are not numbers.</exception>
    /// <exception cref="RequestTooLargeException">An input is longer than allowed, or needs more memory than a batch may take.</exception>
    /// <exception cref="ObjectDisposedException">The generator or its model was disposed.</exception>
    public IReadOnlyList<GeneratedSequence> GenerateIds(
        IReadOnlyList<int[]> inputs,
        DecodingStrategy? strategy = null,
        GenerationLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (strategy, limits) = (strategy ?? Defaults.Strategy, limits ?? Defaults.Limits);
        using var use = Use(cancellationToken);
        var size = _model.Config.VocabularySize;
        GenerationRules.CheckInputs(inputs, size);
        GenerationRules.CheckLimits(limits, size);
        var limited = LimitedInputs.Of(inputs, _end, limits);
        var requests = new RequestsOfCall(_model.Config, Defaults, limits, limited.Ids, Decode, _time);
        var sequences = new GeneratedSequence[inputs.Count];
        foreach (var batch in Batches(limited.Ids, strategy, limits))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var decoded = Decode(batch, strategy, requests.Of(batch), cancellationToken);
            for (var row = 0; row < batch.Places.Length; row++)
                sequences[batch.Places[row]] = decoded[row] with { InputTokensCut = limited.Cut[batch.Places[row]] };
        }

        return sequences;
    }

    /// <summary>
    /// Later calls end in <see cref="ObjectDisposedException"/>; those under way finish, but for streams, of which the next
    /// piece does. A model that <see cref="Load"/> made is freed after them, any other stays the caller's.
    /// </summary>
    public void Dispose()
    {
        _disposed = true;
        if (_ownsModel)
            _model.Dispose();
    }

    private IReadOnlyList<GeneratedSequence> Decode(
        EncoderBatch batch, DecodingStrategy strategy, DecodingRequest request, CancellationToken cancellationToken)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var state = Start(batch);
        return strategy.Decode(new ModelLogits(state, _model.Device), request, cancellationToken);
    }

    private ModelLease Use(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _model.Gate.Use(cancellationToken);
    }

    private IEnumerable<EncoderBatch> Batches(IReadOnlyList<int[]> inputs, DecodingStrategy strategy, GenerationLimits limits)
    {
        var memory = new BatchMemory(
            _model.Config, _model.Options.Precision, strategy.RowsPerInput, limits.MaxNewTokens,
            limits.BatchMemory ?? BatchMemory.Default(_model.Device));
        return EncoderBatch.Plan(inputs, _end, limits, strategy.RowsPerInput, memory);
    }

    private DecodingState Start(EncoderBatch batch) =>
        _model.StartDecoding(batch.Tokens(_model.Config.PadId, _model.Device), batch.Mask(_model.Device));

    private int[][] Encode(IReadOnlyList<string> inputs)
    {
        var ids = new int[inputs.Count][];
        for (var place = 0; place < ids.Length; place++)
            ids[place] = inputs[place] is { } input
                ? [.. _tokenizer.EncodeToIds(input)]
                : throw new ArgumentException($"Input {place} is null; give a text, which may be empty.", nameof(inputs));
        return ids;
    }

    private string Decode(IEnumerable<int> ids) => _tokenizer.Decode(ids.Where(id => id != _model.Config.PadId));

    private GeneratedText ToText(GeneratedSequence sequence, GenerationLimits limits)
    {
        var text = Decode(sequence.Ids);
        if (sequence.FinishReason == FinishReason.StopString)
            text = StopStrings.Cut(text, limits.StoppingCriteria);
        return new(text, sequence.Ids, sequence.Score, sequence.FinishReason)
        {
            Alternatives = [.. sequence.Alternatives.Select(other => ToText(other, limits))],
            TokenLogProbabilities = sequence.TokenLogProbabilities,
            InputTokensCut = sequence.InputTokensCut,
        };
    }
}
