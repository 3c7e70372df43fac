namespace ExT5.Core;

/// <summary>
/// What a batch of a generation takes, estimated from the model's sizes: least for what is sure to exist at once, so that
/// nothing that fits is refused. S encoder places of a row, M model size, A = heads * head size.
/// </summary>
internal sealed class BatchMemory
{
    // Scores, bias and softmax of a part, and the inner numbers of a feed-forward: see ScoreMemory and T5FeedForward.
    private const long Parts = 128L << 20;

    // Outputs far longer than the rest are what the caller asked for; few become as long as they may.
    private const int MostNewTokens = 1024;

    private readonly T5Config _config;
    private readonly long _element;
    private readonly int _rowsPerInput;
    private readonly int _newTokens;
    private readonly long _limit;

    /// <param name="config">The model's sizes.</param>
    /// <param name="precision">The number type of keys and values.</param>
    /// <param name="rowsPerInput">Rows of the decoder for each input.</param>
    /// <param name="newTokens">Most tokens of an output.</param>
    /// <param name="limit">Most bytes.</param>
    public BatchMemory(T5Config config, ComputePrecision precision, int rowsPerInput, int newTokens, long limit) =>
        (_config, _element, _rowsPerInput, _newTokens, _limit) =
            (config, precision == ComputePrecision.Float32 ? 4 : 2, rowsPerInput, Math.Min(newTokens, MostNewTokens), limit);

    /// <summary>Half of the memory that this process may use; no bound where another device has its own.</summary>
    public static long Default(TorchSharp.torch.Device device) =>
        device.type == TorchSharp.DeviceType.CPU ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 : long.MaxValue;

    /// <summary>Bytes of a batch.</summary>
    /// <param name="inputs">Inputs in it.</param>
    /// <param name="length">S.</param>
    public long Of(int inputs, long length) => Parts + (inputs * OfInput(length));

    /// <summary>The inputs that fit, at most so many.</summary>
    /// <param name="wanted">Most of them.</param>
    /// <param name="length">S.</param>
    /// <param name="place">The first input, for errors.</param>
    /// <exception cref="RequestTooLargeException">Not even one fits.</exception>
    public int Fitting(int wanted, int length, int place)
    {
        if (Of(wanted, length) <= _limit)
            return wanted;
        var fitting = (int)Math.Min(wanted, (_limit - Parts) / OfInput(length));
        return fitting >= 1 ? fitting : throw RequestTooLargeException.NeedsMemory(
            $"Input {place}", length, _rowsPerInput, Of(1, length), _limit,
            "Shorten it, take fewer beams or draws, or set GenerationLimits.BatchMemory.");
    }

    // Encoder: the residual stream, its norm, a sum, and queries, keys, values and context. Decoder: keys and values of the
    // encoder for every row and block, those of the output, and scores of the vocabulary.
    private long OfInput(long length)
    {
        long inner = _config.Heads * _config.KeyValueSize, model = _config.ModelSize;
        var encoder = length * ((3 * 4 * model) + (4 * _element * inner));
        var ofBlock = 2 * inner * _element * _rowsPerInput;
        var decoder = (ofBlock * _config.DecoderLayers * (length + _newTokens)) + (ofBlock * length) + (4 * model * length);
        return Math.Max(encoder, decoder) + (2L * 4 * _config.VocabularySize * _rowsPerInput);
    }
}
