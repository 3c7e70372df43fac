using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// The encoder of a T5 alone, for embeddings and classification: Transformers' <c>T5EncoderModel</c> and its like of
/// mT5, UMT5 and LongT5.
/// </summary>
/// <remarks>
/// B rows, S positions, M model size. A new model is in training mode (not in float16), a loaded one in evaluation mode; dropout acts in
/// training mode only and draws from torch's own generator.
/// </remarks>
public sealed partial class T5EncoderModel : Module, IT5Encoder
{
    [ComponentName(Name = "shared")]
    private readonly Embedding _shared;

    [ComponentName(Name = "encoder")]
    private readonly T5Encoder _encoder;

    /// <summary>An encoder with initial weights.</summary>
    /// <param name="config">Sizes and choices; those of the decoder are not read.</param>
    /// <param name="options">How to run. Default: float32 on the CPU, seed 0.</param>
    /// <exception cref="T5ConfigException">The configuration has a value out of range.</exception>
    /// <exception cref="DeviceException">The device is not there, or the native package cannot use it.</exception>
    public T5EncoderModel(T5Config config, T5ModelOptions? options = null)
        : this(config, options ?? new(), seeded: true)
    {
    }

    private T5EncoderModel(T5Config config, T5ModelOptions options, bool seeded)
        : base(ExT5Runtime.NameOnceLoaded(nameof(T5EncoderModel)))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        (Config, Options) = (config with { EncoderOnly = true }, options);
        using (var initializer = seeded ? T5Initializer.Seeded(config, options) : T5Initializer.Unset(config, options))
        {
            _shared = initializer.Table(config.VocabularySize, config.ModelSize);
            _encoder = new(config, AttentionRun.Of(config, options), initializer);
        }

        RegisterComponents();
        if (!PrecisionRules.CanTrain(options))
            eval();
        if (options.Device is not null)
            this.to(options.Device);
    }

    /// <summary>Sizes and choices, with <see cref="T5Config.EncoderOnly"/> set.</summary>
    public T5Config Config { get; }

    /// <summary>How this model runs.</summary>
    public T5ModelOptions Options { get; }

    /// <summary>Where the parameters are.</summary>
    public Device Device
    {
        get
        {
            using var use = Gate.Use();
            using var table = _shared.weight!; // a new wrapper at each read
            return table.device;
        }
    }

    /// <summary>All parameters under their Hugging Face names.</summary>
    public IReadOnlyDictionary<string, Parameter> NamedParameters
    {
        get
        {
            using var use = Gate.Use();
            return named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        }
    }

    internal T5Encoder Encoder => _encoder;

    /// <summary>Goes into training mode, where dropout acts, or into evaluation mode.</summary>
    /// <param name="train">Which of them.</param>
    /// <exception cref="InvalidOperationException">The model computes in float16, which cannot be trained with.</exception>
    public override void train(bool train = true)
    {
        Gate.ThrowIfClosed();
        PrecisionRules.CheckTraining(train, Options);
        base.train(train);
    }

    /// <summary>Runs the encoder.</summary>
    /// <param name="tokens">Int64 <c>[B, S]</c>.</param>
    /// <param name="segmentIds">Int64 <c>[B, S]</c>, 0 is padding; <see langword="null"/>: nothing is padding.</param>
    /// <param name="packed">Whether positions attend only inside their own segment.</param>
    /// <returns>Hidden states, float32 <c>[B, S, M]</c>; those at padding have no meaning.</returns>
    /// <exception cref="ArgumentException">A tensor has a wrong shape or type, or an id lies outside the vocabulary.</exception>
    public Tensor Encode(Tensor tokens, Tensor? segmentIds = null, bool packed = false)
    {
        using var held = new Held(this, tokens, segmentIds);
        using var use = Gate.Use();
        return Run(tokens, segmentIds, packed, training);
    }

    Tensor IT5Encoder.Evaluate(Tensor tokens, Tensor? mask) => Run(tokens, mask, packed: false, training: false);

    private Tensor Run(Tensor tokens, Tensor? segmentIds, bool packed, bool training)
    {
        T5InputRules.CheckEncoder(Config, tokens, segmentIds, packed);
        using var scope = NewDisposeScope();
        return _encoder.Forward(_shared.forward(tokens).to(ScalarType.Float32), segmentIds, packed, training).MoveToOuterDisposeScope();
    }
}
