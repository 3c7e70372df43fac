namespace ExT5.Data;

/// <summary>
/// The way of the data, from a mixture to batches: sample -> tokenize (or corrupt) -> pack. Every batch is a pure
/// function of (registry, mixture, vocabulary, shape, seed, <see cref="State"/>). Not thread-safe.
/// </summary>
public sealed class Seq2SeqPipeline
{
    private readonly MixtureSampler _sampler;
    private readonly IReadOnlyList<ExampleStream> _streams;
    private readonly SequencePacker _packer;
    private readonly BatchShape _shape;
    private readonly ExampleTokenizer _tokenizer;
    private readonly Dictionary<long, (TokenizedExample Example, int Task)> _deferred = [];
    private PipelineState _state = PipelineState.Start;
    private MixtureCursor _cursor;

    private Seq2SeqPipeline(
        IReadOnlyList<Seq2SeqTask> tasks, IReadOnlyList<double> probabilities, IReadOnlyList<ExampleStream> streams,
        ExampleTokenizer tokenizer, BatchShape shape, ulong seed)
    {
        Tasks = tasks;
        Shares = [.. tasks.Select((task, i) => new MixtureShare(task.Name, probabilities[i], streams[i].Count))];
        Fingerprint = PipelineFingerprint.Of(tasks, Shares, tokenizer.Vocabulary, shape, seed);
        _sampler = new MixtureSampler(Shares, seed);
        _cursor = _sampler.ReadFrom(_state.NextPosition);
        _streams = streams;
        _tokenizer = tokenizer;
        _shape = shape;
        _packer = new SequencePacker(shape, tokenizer.Vocabulary.PadId);
    }

    /// <summary>The tasks of the mixture; their indices are the batches' task ids.</summary>
    public IReadOnlyList<Seq2SeqTask> Tasks { get; }

    /// <summary>Each task's probability and number of examples (denoising tasks: segments), in the order of <see cref="Tasks"/>.</summary>
    public IReadOnlyList<MixtureShare> Shares { get; }

    /// <summary>SHA-256 of everything that decides which batches come; equal fingerprints give equal batches.</summary>
    public string Fingerprint { get; }

    /// <summary>Where the pipeline stands; set it to go on from there.</summary>
    public PipelineState State
    {
        get => _state;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _state = value;
            _cursor = _sampler.ReadFrom(value.NextPosition);
            _deferred.Clear();
        }
    }

    /// <summary>Inputs and targets that were cut to the shape so far.</summary>
    public long Truncated => _tokenizer.TruncatedInputs + _tokenizer.TruncatedTargets;

    /// <summary>Opens all tasks of a mixture.</summary>
    /// <param name="registry">Holds the mixture.</param>
    /// <param name="mixture">Name of a mixture or a task.</param>
    /// <param name="vocabulary">Turns text into ids.</param>
    /// <param name="shape">Shape of the batches.</param>
    /// <param name="seed">Decides the order of examples and the denoising masks.</param>
    /// <param name="split">Which split to read; default <see cref="DatasetSplit.Train"/>.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="RegistryException">The mixture is unknown, or one of its tasks is empty or does not fit the shape.</exception>
    /// <exception cref="DataSourceException">A source is missing or malformed.</exception>
    public static async Task<Seq2SeqPipeline> OpenAsync(
        TaskRegistry registry, string mixture, Vocabulary vocabulary, BatchShape shape, ulong seed,
        DatasetSplit? split = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(shape);
        var tokenizer = new ExampleTokenizer(vocabulary, shape.Validated());
        var tasks = registry.TasksOf(mixture);
        var streams = new Dictionary<Seq2SeqTask, ExampleStream>();
        foreach (var task in tasks)
            streams[task] = await ExampleStream
                .OpenAsync(task, split ?? DatasetSplit.Train, tokenizer, shape, cancellationToken).ConfigureAwait(false);
        var probabilities = registry.Probabilities(mixture, task => new TaskSize(streams[task].Count));
        return new Seq2SeqPipeline(tasks, probabilities, [.. tasks.Select(task => streams[task])], tokenizer, shape, seed);
    }

    /// <summary>The example at a position of the mixture, and its task's index.</summary>
    /// <param name="position">0 or more.</param>
    public (TokenizedExample Example, int Task) Sample(long position) => Sample(_sampler[position]);

    /// <summary>The next batch.</summary>
    public PackedBatch Next()
    {
        // Examples without room wait for the next batch and go first there. As many may wait as the batch has rows,
        // so that short examples still fill the gaps beside long ones.
        var waiting = new List<long>();
        foreach (var deferred in _state.Deferred)
            if (!TryPack(deferred, WaitingExample(deferred))) waiting.Add(deferred);
        while (waiting.Count < _shape.Sequences && !_packer.IsFull)
        {
            var position = _cursor.Position;
            if (!TryPack(position, Sample(_cursor.Next()))) waiting.Add(position);
        }

        _state = new PipelineState(_cursor.Position, waiting);
        return _packer.Take();
    }

    private (TokenizedExample Example, int Task) Sample(MixtureDraw draw) =>
        (_streams[draw.Task][draw.Index, _sampler.KeyOf(draw)], draw.Task);

    private (TokenizedExample Example, int Task) WaitingExample(long position) =>
        _deferred.Remove(position, out var known) ? known : Sample(position);

    private bool TryPack(long position, (TokenizedExample Example, int Task) sample)
    {
        var packed = _packer.TryAdd(sample.Example, sample.Task);
        if (!packed) _deferred[position] = sample;
        return packed;
    }
}
