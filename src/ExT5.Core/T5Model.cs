using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// T5, the text-to-text transformer (Raffel et al. 2020), and its family: embed, encode, decode, logits.
/// </summary>
/// <remarks>
/// B rows, S encoder positions, T decoder positions, M model size, V vocabulary. Tokens and segment ids are int64.
/// Parameters are float32 (see <see cref="T5ModelOptions.CompactWeights"/>) and carry Hugging Face's names. A new model is in training mode (not in float16), a loaded
/// one in evaluation mode; dropout acts in training mode only and draws from torch's own generator (<c>torch.manual_seed</c>).
/// </remarks>
public sealed partial class T5Model : Module<T5Inputs, Tensor>, IT5Encoder
{
    [ComponentName(Name = "shared")]
    private readonly Embedding _shared;

    [ComponentName(Name = "encoder")]
    private readonly T5Encoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly T5Decoder _decoder;

    [ComponentName(Name = "lm_head")]
    private readonly Projection? _head;

    /// <summary>A model with initial weights.</summary>
    /// <param name="config">Sizes and choices; validated here.</param>
    /// <param name="options">How to run. Default: float32 on the CPU, seed 0.</param>
    /// <exception cref="T5ConfigException">The configuration has a value out of range.</exception>
    /// <exception cref="DeviceException">The device is not there, or the native package cannot use it.</exception>
    public T5Model(T5Config config, T5ModelOptions? options = null)
        : this(config, options ?? new(), seeded: true)
    {
    }

    private T5Model(T5Config config, T5ModelOptions options, bool seeded)
        : base(ExT5Runtime.NameOnceLoaded(nameof(T5Model)))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        if (config.EncoderOnly)
            throw new T5ConfigException("EncoderOnly is set: this checkpoint has no decoder. Load it as a T5EncoderModel.");
        DeviceSelection.Check(options.Device);
        (Config, Options) = (config, options);
        var run = AttentionRun.Of(config, options);
        using (var initializer = seeded ? T5Initializer.Seeded(config, options) : T5Initializer.Unset(config, options))
        {
            _shared = initializer.Table(config.VocabularySize, config.ModelSize);
            _encoder = new(config, run, initializer);
            _decoder = new(config, run, initializer);
            if (!config.TieWordEmbeddings)
                _head = new(config.ModelSize, config.VocabularySize, Math.Pow(config.ModelSize, -0.5), initializer);
        }

        RegisterComponents();
        if (!PrecisionRules.CanTrain(options))
            eval();
        if (options.Device is not null)
            this.to(options.Device);
    }

    /// <summary>Sizes and choices of the checkpoint.</summary>
    public T5Config Config { get; internal set; }

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

    /// <summary>All parameters under their Hugging Face names, tied ones once (<c>shared.weight</c>).</summary>
    public IReadOnlyDictionary<string, Parameter> NamedParameters
    {
        get
        {
            using var use = Gate.Use();
            return named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        }
    }

    internal T5Encoder Encoder => _encoder;

    internal T5Decoder Decoder => _decoder;

    private ScalarType Type => AttentionRun.TypeOf(Options);

    /// <summary>Goes into training mode, where dropout acts, or into evaluation mode.</summary>
    /// <param name="train">Which of them.</param>
    /// <exception cref="InvalidOperationException">The model computes in float16 or has compact weights, and cannot be trained.</exception>
    public override void train(bool train = true)
    {
        Gate.ThrowIfClosed();
        PrecisionRules.CheckTraining(train, Options);
        base.train(train);
    }

    /// <summary>Logits of every decoder position.</summary>
    /// <param name="inputs">Tokens and segment ids.</param>
    /// <returns>Float32 <c>[B, T, V]</c>.</returns>
    /// <exception cref="ArgumentException">A tensor has a wrong shape or type, or an id lies outside the vocabulary.</exception>
    public override Tensor forward(T5Inputs inputs)
    {
        using var held = new Held(this, inputs);
        ArgumentNullException.ThrowIfNull(inputs);
        using var use = Gate.Use();
        using var scope = NewDisposeScope();
        var mode = training; // read once: another thread may change it meanwhile
        var memory = RunEncoder(inputs.EncoderTokens, inputs.EncoderSegmentIds, inputs.Packed, mode, watch: null);
        return Logits(RunDecoder(inputs, memory, mode, watch: null)).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the encoder.</summary>
    /// <param name="tokens"><c>[B, S]</c>.</param>
    /// <param name="segmentIds"><c>[B, S]</c>, 0 is padding; <see langword="null"/>: nothing is padding.</param>
    /// <param name="packed">Whether positions attend only inside their own segment.</param>
    /// <param name="routers">Collects what the routers of a model with experts decide.</param>
    /// <returns>
    /// Hidden states, float32 <c>[B, S, M]</c>, with a soft prompt as many more as it has; those at padding have no meaning.
    /// </returns>
    public Tensor Encode(Tensor tokens, Tensor? segmentIds, bool packed = false, RouterRecord? routers = null)
    {
        using var use = Gate.Use();
        return RunEncoder(tokens, segmentIds, packed, training, routers?.Encoder);
    }

    Tensor IT5Encoder.Evaluate(Tensor tokens, Tensor? mask) => RunEncoder(tokens, mask, packed: false, training: false, watch: null);

    internal Tensor RunEncoder(Tensor tokens, Tensor? segmentIds, bool packed, bool training, IForwardWatch? watch)
    {
        using var held = new Held(this, tokens, segmentIds);
        T5InputRules.CheckEncoder(Config, tokens, segmentIds, packed);
        using var scope = NewDisposeScope();
        var embedded = Embed(tokens);
        if (Prompt is not null)
            (embedded, segmentIds) = (Prompt.Prepend(embedded, segmentIds, packed), Prompt.Extend(segmentIds, packed));
        return _encoder.Forward(embedded, segmentIds, packed, training, watch).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the decoder over all positions at once, each seeing itself and what is before it.</summary>
    /// <param name="inputs">Decoder tokens and the segment ids of both sides; the encoder's tokens are not read.</param>
    /// <param name="memory">What <see cref="Encode"/> gave, <c>[B, S, M]</c>.</param>
    /// <param name="routers">Collects what the routers of a model with experts decide.</param>
    /// <returns>
    /// Last hidden states, float32 <c>[B, T, M]</c>, scaled by <c>M^-0.5</c> where <see cref="T5Config.ScaleDecoderOutputs"/> says so.
    /// </returns>
    public Tensor Decode(T5Inputs inputs, Tensor memory, RouterRecord? routers = null)
    {
        using var use = Gate.Use();
        return RunDecoder(inputs, memory, training, routers?.Decoder);
    }

    internal Tensor RunDecoder(T5Inputs inputs, Tensor memory, bool training, IForwardWatch? watch)
    {
        using var held = new Held(this, inputs, memory);
        ArgumentNullException.ThrowIfNull(inputs);
        T5InputRules.CheckTokens(nameof(inputs.DecoderTokens), inputs.DecoderTokens, Config.VocabularySize);
        T5InputRules.CheckSegments(nameof(inputs.DecoderSegmentIds), inputs.DecoderSegmentIds, inputs.DecoderTokens, inputs.Packed);
        using var scope = NewDisposeScope();
        inputs = inputs with { EncoderSegmentIds = MemorySegmentIds(inputs.EncoderSegmentIds, inputs.Packed) };
        T5InputRules.CheckMemory(nameof(memory), memory, Config.ModelSize, inputs);
        var hidden = _decoder.Forward(
            Embed(inputs.DecoderTokens), memory, inputs.DecoderSegmentIds, inputs.EncoderSegmentIds,
            inputs.Packed, packedMemory: inputs.Packed, training, watch);
        return ScaleForHead(hidden).MoveToOuterDisposeScope();
    }

    /// <summary>Scores of every token of the vocabulary; a loss may call it for parts of the positions.</summary>
    /// <param name="hidden">What <see cref="Decode"/> gave, <c>[..., M]</c>.</param>
    /// <returns>Float32 <c>[..., V]</c>.</returns>
    public Tensor Logits(Tensor hidden)
    {
        using var held = new Held(this, hidden);
        T5InputRules.CheckHidden(nameof(hidden), hidden, Config.ModelSize);
        using var use = Gate.Use();
        using var scope = NewDisposeScope();
        return Projection.Apply(hidden, HeadWeight()).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the encoder and prepares a decode position by position, without gradients and without dropout, whatever
    /// the model's mode.</summary>
    /// <param name="encoderTokens"><c>[B, S]</c>.</param>
    /// <param name="encoderMask"><c>[B, S]</c>, 0 at padding; <see langword="null"/>: nothing is padding.</param>
    public DecodingState StartDecoding(Tensor encoderTokens, Tensor? encoderMask)
    {
        using var held = new Held(this, encoderTokens, encoderMask);
        using var use = Gate.Use();
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        return new DecodingState(
            this, RunEncoder(encoderTokens, encoderMask, packed: false, training: false, watch: null), MemorySegmentIds(encoderMask, packed: false));
    }

    /// <summary>
    /// Decodes rows that hold several targets of one input each, all of which see the whole input; without dropout.
    /// </summary>
    /// <param name="tokens"><c>[R, T]</c>.</param>
    /// <param name="segmentIds">The target of each place <c>[R, T]</c>; <see langword="null"/>: one target a row.</param>
    /// <param name="memory"><c>[R, S, M]</c>.</param>
    /// <param name="memoryMask"><c>[R, S]</c>, 0 at padding.</param>
    internal Tensor DecodeTargets(Tensor tokens, Tensor? segmentIds, Tensor memory, Tensor? memoryMask)
    {
        using var held = new Held(this, tokens, segmentIds, memory, memoryMask);
        using var scope = NewDisposeScope();
        var hidden = _decoder.Forward(
            Embed(tokens), memory, segmentIds, memoryMask, packed: segmentIds is not null, packedMemory: false,
            training: false);
        return ScaleForHead(hidden).MoveToOuterDisposeScope();
    }

    internal Tensor Embed(Tensor tokens) => _shared.forward(tokens).to(ScalarType.Float32);

    internal Tensor ScaleForHead(Tensor hidden)
    {
        // Held until the product is there: TorchSharp does not keep a scalar from the garbage collector during a call.
        using Scalar scale = (float)Math.Pow(Config.ModelSize, -0.5);
        return Config.ScalesDecoderOutputs ? hidden.mul(scale) : hidden.alias();
    }

    internal Tensor HeadWeight() => _head is null ? _shared.weight!.to(Type) : _head.Weight(Type, training: false).Joined;
}
