namespace ExT5.Core;

/// <summary>
/// What a T5 checkpoint is: the sizes and choices that fix its parameters. Presets are made by <c>with</c>:
/// <c>T5Config.V11Small with { EncoderLayers = 4, DecoderLayers = 4 }</c>.
/// </summary>
public sealed partial record T5Config
{
    /// <summary>The member of the family. Default <see cref="T5ModelType.T5"/>.</summary>
    public T5ModelType ModelType { get; init; }

    /// <summary>
    /// Whether the checkpoint is an encoder alone, a <see cref="T5EncoderModel"/>. Default <see langword="false"/>.
    /// </summary>
    public bool EncoderOnly { get; init; }

    /// <summary>Rows of the embedding table. Default 32128, T5's 32100 ids padded.</summary>
    public int VocabularySize { get; init; } = 32_128;

    /// <summary>Width of the residual stream (<c>d_model</c>).</summary>
    public required int ModelSize { get; init; }

    /// <summary>Width of one attention head (<c>d_kv</c>). Default 64.</summary>
    public int KeyValueSize { get; init; } = 64;

    /// <summary>Inner width of the feed-forward layers (<c>d_ff</c>).</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>Encoder blocks (<c>num_layers</c>).</summary>
    public required int EncoderLayers { get; init; }

    /// <summary>Decoder blocks (<c>num_decoder_layers</c>).</summary>
    public required int DecoderLayers { get; init; }

    /// <summary>Attention heads; heads times <see cref="KeyValueSize"/> need not equal <see cref="ModelSize"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Buckets of relative distance. Default 32, an even number of at least 4.</summary>
    public int RelativeAttentionBuckets { get; init; } = 32;

    /// <summary>Distance from which all fall into the last bucket. Default 128.</summary>
    public int RelativeAttentionMaxDistance { get; init; } = 128;

    /// <summary>
    /// What encoder positions see: <see cref="EncoderAttention.Full"/>, except in LongT5, which has one of the others.
    /// </summary>
    public EncoderAttention EncoderAttention { get; init; }

    /// <summary>Positions seen to either side in local attention; LongT5 only. Default 127, at least 1.</summary>
    public int LocalRadius { get; init; } = 127;

    /// <summary>Positions of one global summary in transient-global attention; LongT5 only. Default 16.</summary>
    public int GlobalBlockSize { get; init; } = 16;

    /// <summary>The mixtures of experts of a Switch Transformer, and of no other type. Default <see langword="null"/>.</summary>
    public ExpertsConfig? Experts { get; init; }

    /// <summary>Part of activations zeroed in training mode, in [0, 1). Default 0.1; ExT5 pre-trains with 0.</summary>
    public double DropoutRate { get; init; } = 0.1;

    /// <summary>Added to the mean square inside the norms. Default 1e-6.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-6;

    /// <summary>The feed-forward nonlinearity. Default <see cref="FeedForwardActivation.GatedGelu"/> (v1.1).</summary>
    public FeedForwardActivation Activation { get; init; } = FeedForwardActivation.GatedGelu;

    /// <summary>Whether the output head is the embedding table (v1.0). Default <see langword="false"/> (v1.1).</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>
    /// Whether the decoder's last states are multiplied by <c>ModelSize^-0.5</c> before the head
    /// (<c>scale_decoder_outputs</c>). Default <see langword="null"/>: with a tied head, as in T5 1.0, and with no other.
    /// </summary>
    public bool? ScaleDecoderOutputs { get; init; }

    /// <summary>Factor on the standard deviation of all initial weights. Default 1.</summary>
    public double InitializerFactor { get; init; } = 1;

    /// <summary>Id of padding. Default 0.</summary>
    public int PadId { get; init; }

    /// <summary>Id that ends a sequence, and that inputs are given where the vocabulary has none of its own. Default 1.</summary>
    public int EosId { get; init; } = 1;

    /// <summary>More ids that end a generated sequence. Default none; a file's list of ids has its first in <see cref="EosId"/>.</summary>
    public IReadOnlyList<int> OtherEosIds { get; init => field = EqualIds.Of(value); } = EqualIds.None;

    /// <summary><see cref="EosId"/> and <see cref="OtherEosIds"/>.</summary>
    public IReadOnlyList<int> EosIds => [EosId, .. OtherEosIds];

    /// <summary>Id the decoder starts from. Default 0, T5 starts from padding.</summary>
    public int DecoderStartId { get; init; }

    /// <summary>Number of trained values, tied ones counted once.</summary>
    public long ParameterCount => T5ConfigSizes.ParameterCount(this);

    /// <summary>Whether every block has a relative bias, not only the first of each stack.</summary>
    internal bool BiasPerBlock => ModelType == T5ModelType.UMT5;

    /// <summary>What <see cref="ScaleDecoderOutputs"/> comes to.</summary>
    internal bool ScalesDecoderOutputs => ScaleDecoderOutputs ?? TieWordEmbeddings;

    /// <summary>Checks every value against its range.</summary>
    /// <exception cref="T5ConfigException">A value is out of range; the message names it and the range.</exception>
    public void Validate() => T5ConfigRules.Check(this);

    /// <summary>
    /// Checks that a vocabulary is this model's, as trainer, generator, scorer and embedder do: no id beyond the table, the same
    /// EOS and pad. A table may be larger (T5: 32,128 rows for 32,100 ids); the decoder's start is the model's alone.
    /// </summary>
    /// <param name="size">Number of the vocabulary's ids.</param>
    /// <param name="padId">Its id of padding.</param>
    /// <param name="eosId">Its id that ends a sequence, one of <see cref="EosIds"/>.</param>
    /// <exception cref="VocabularyMismatchException">Something differs; lists every difference.</exception>
    public void CheckVocabulary(int size, int padId, int eosId) => new TokenizerIds(size, padId, eosId).Check(this);

    /// <summary>
    /// Reads a Hugging Face <c>config.json</c> of a T5, mT5, UMT5, LongT5 or Switch model, as Transformers 4 or 5 writes it.
    /// Keys it omits take the defaults of that model's class in Transformers. <see cref="T5Model.Load"/> looks at the weights
    /// too, which tell whether the head is a table of its own.
    /// </summary>
    /// <param name="configJsonPath">Path of the file.</param>
    /// <exception cref="T5ConfigException">
    /// The file is no T5 configuration, lacks a size or holds one out of range, or has a key that ExT5 does not know and that
    /// may change what the model computes.
    /// </exception>
    public static T5Config FromHuggingFace(string configJsonPath) => T5ConfigFile.Read(configJsonPath);

    /// <summary>Writes a <c>config.json</c> that Hugging Face Transformers loads as the class it was read from.</summary>
    /// <param name="path">Path of the file to write; an existing one is replaced.</param>
    public void SaveHuggingFace(string path) => T5ConfigWriter.Write(this, path);
}
