namespace ExT5.Data;

/// <summary>
/// The way of the data, from a mixture to batches: sample -> tokenize (or corrupt) -> pack, a window of examples at a
/// time on background threads. Every row is a pure function of (registry, mixture, vocabulary, row lengths, seed) and
/// its number; a batch is the next so many rows. Not thread-safe.
/// </summary>
public sealed class Seq2SeqPipeline : IDisposable
{
    private readonly TaskRegistry _registry;
    private readonly string _mixture;
    private readonly Dictionary<Seq2SeqTask, TaskSize> _sizeOf;
    private readonly MixtureSchedule? _schedule;
    private readonly MixtureSampler _sampler;
    private readonly ulong _seed;
    private readonly WindowReader _reader;
    private readonly TaskDataReader _data;
    private readonly ExampleTokenizer _tokenizer;
    private readonly PipelineOptions _options;
    private readonly BatchShape _shape;
    private readonly TokenCache? _cache;
    private readonly long _truncatedAtOpening;
    private MixtureSampler _onward;
    private bool _disposed;
    private RowCursor _rows;

    private Seq2SeqPipeline(
        TaskRegistry registry, string mixture, IReadOnlyList<Seq2SeqTask> tasks, IReadOnlyList<ExampleStream> streams, IReadOnlyList<TaskSize> sizes,
        ExampleTokenizer tokenizer, BatchShape shape, ulong seed, DatasetSplit split, PipelineOptions options, TokenCache? cache)
    {
        (_registry, _mixture, _tokenizer, _shape, _seed, _options, _cache) = (registry, mixture, tokenizer, shape, seed, options, cache);
        (Tasks, Sizes) = (tasks, sizes);
        _sizeOf = tasks.Zip(sizes).ToDictionary(pair => pair.First, pair => pair.Second);
        var schedule = registry.Schedule(mixture, task => _sizeOf[task]);
        var weights = schedule.WeightsAt(0);
        Shares = [.. tasks.Select((task, i) => new MixtureShare(task.Name, weights[i], streams[i].Count))];
        _data = new TaskDataReader(tasks, streams, Shares, split, cache, passesBadRows: options.BadRows is not null);
        OrderFingerprint = PipelineFingerprint.Of(tasks, Shares, schedule, tokenizer.Vocabulary, shape, seed);
        _schedule = schedule.IsConstant ? null : schedule;
        _sampler = _onward = new MixtureSampler(Shares, seed, _schedule);
        _reader = new WindowReader(tasks, streams, shape, seed, options.BadRows is not null);
        _truncatedAtOpening = Truncated;
        _rows = Open(PipelineState.Start);
    }

    /// <summary>The tasks of the mixture; their indices are the batches' task ids.</summary>
    public IReadOnlyList<Seq2SeqTask> Tasks { get; }

    /// <summary>Each task's probability (of a schedule: at the start) and number of examples (denoising tasks: segments), in the order of <see cref="Tasks"/>.</summary>
    public IReadOnlyList<MixtureShare> Shares { get; }

    /// <summary>
    /// Each task's examples and the mean tokens of an example, from a sample of 64, in the order of <see cref="Tasks"/>: what
    /// token-weighted rates are reckoned with.
    /// </summary>
    public IReadOnlyList<TaskSize> Sizes { get; }

    /// <summary>
    /// SHA-256 of what decides which example stands where: seed, shape, vocabulary, and each task's rate, number of examples
    /// and objective. It is known at once and does not see what the rows say; <see cref="FingerprintAsync"/> does.
    /// </summary>
    public string OrderFingerprint { get; }

    /// <summary>Where the pipeline stands; set it to go on from there.</summary>
    public PipelineState State
    {
        // Under a schedule the counts of draws go with the state, so that nothing is counted from the start again.
        get => _schedule is null || _rows.State.Phase is not null
            ? _rows.State
            : _rows.State with { Phase = _onward.PhaseAt(_rows.State.Window * _shape.Window) };
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ObjectDisposedException.ThrowIf(_disposed, this);
            _rows.Dispose();
            _onward = _sampler;
            if (IsOfSchedule(value.Phase))
                (_onward, value) = (new MixtureSampler(Shares, _seed, _schedule, value.Phase), value with { Phase = null });
            _rows = Open(value);
        }
    }

    /// <summary>Inputs and targets that were cut to the shape so far, in what was tokenized ahead too.</summary>
    public long Truncated => _tokenizer.TruncatedInputs + _tokenizer.TruncatedTargets - _truncatedAtOpening;

    /// <summary>Opens all tasks of a mixture.</summary>
    /// <param name="registry">Holds the mixture.</param>
    /// <param name="mixture">Name of a mixture or a task.</param>
    /// <param name="vocabulary">Turns text into ids.</param>
    /// <param name="shape">Shape of the batches.</param>
    /// <param name="seed">Decides the order of examples and the denoising masks.</param>
    /// <param name="split">Which split to read; default <see cref="DatasetSplit.Train"/>.</param>
    /// <param name="options">How the pipeline runs; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="RegistryException">The mixture is unknown, or one of its tasks is empty or does not fit the shape.</exception>
    /// <exception cref="DataSourceException">A source is missing or malformed, or, without a budget for them, known to hold a bad row.</exception>
    /// <exception cref="CacheException">The cache is damaged, or was made from something else.</exception>
    public static async Task<Seq2SeqPipeline> OpenAsync(
        TaskRegistry registry, string mixture, Vocabulary vocabulary, BatchShape shape, ulong seed,
        DatasetSplit? split = null, PipelineOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(shape);
        options ??= new PipelineOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Workers);
        options.Shard.Validated();
        var tokenizer = new ExampleTokenizer(vocabulary, shape.Validated());
        var tasks = registry.TasksOf(mixture);
        var of = split ?? DatasetSplit.Train;
        var cache = options.CacheFolder is { } folder
            ? await TokenCache.OpenAsync(folder, registry, mixture, vocabulary, of, cancellationToken).ConfigureAwait(false)
            : null;
        try
        {
            var streams = await ExampleStream.OpenAllAsync(tasks, of, cache, tokenizer, shape, options, cancellationToken).ConfigureAwait(false);
            var sizes = streams.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(stream => StreamSize.Of(stream, cancellationToken)).ToList();
            return new Seq2SeqPipeline(registry, mixture, tasks, streams, sizes, tokenizer, shape, seed, of, options, cache);
        }
        catch
        {
            cache?.Dispose();
            throw;
        }
    }

    /// <summary>What a run draws from the mixture: rates, epochs, tokens, and which tasks repeat often or hardly appear.</summary>
    /// <param name="examples">Examples the run draws: steps · examples in a batch.</param>
    public MixtureExplanation Explain(long examples) => _registry.Explain(_mixture, task => _sizeOf[task], examples);

    /// <summary>
    /// What each task's rows are: hashes of the contents of files, or of the text of all rows where a source has no
    /// fingerprint, and of a sample of 64 formatted rows. May run beside the reading of batches.
    /// </summary>
    /// <param name="known">
    /// What was found before, by a run that goes on: its files of the same path, size and time are not read again. All others
    /// are read once, by one thread.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>One for each of <see cref="Tasks"/>; <see cref="TaskData.Changes"/> compares them with what was found before.</returns>
    /// <exception cref="DataSourceException">A file cannot be read.</exception>
    public Task<IReadOnlyList<TaskData>> ReadDataAsync(IReadOnlyList<TaskData>? known = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => _data.ReadAsync(known ?? [], cancellationToken), cancellationToken);

    /// <summary>SHA-256 of everything that decides which batches come, the rows' contents included: equal fingerprints give equal batches.</summary>
    /// <inheritdoc cref="ReadDataAsync"/>
    public async Task<string> FingerprintAsync(IReadOnlyList<TaskData>? known = null, CancellationToken cancellationToken = default)
    {
        var tasks = await ReadDataAsync(known, cancellationToken).ConfigureAwait(false);
        return TextHash.Of($"{OrderFingerprint}\n{string.Join('\n', tasks.Select(task => $"{task.Source} {task.FormatVersion} {task.FormattedText}"))}");
    }

    /// <summary>The example at a position of the mixture, and its task's index.</summary>
    /// <param name="position">0 or more.</param>
    /// <exception cref="ExampleException">Its row cannot be read, formatted or tokenized.</exception>
    public (TokenizedExample Example, int Task) Sample(long position)
    {
        var draw = _sampler[position];
        return (_reader.Read(_sampler, draw), draw.Task);
    }

    /// <summary>The next batch. When it throws, the pipeline still stands where it stood.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ExampleException">A row cannot be read, formatted or tokenized; the message names task, file and row.</exception>
    /// <exception cref="BadRowsException">More rows were bad than <see cref="PipelineOptions.BadRows"/> allows.</exception>
    public PackedBatch Next(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return _rows.Next(_shape, _tokenizer.Vocabulary.PadId, _options.Shard, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What failed is read anew by whoever tries again.
            var state = State;
            State = state;
            throw;
        }
    }

    /// <summary>
    /// Draws by other weights from the next window on: epochs and counts go on where they stand, and the weights become part
    /// of <see cref="State"/>. What was made ahead is made anew. Processes that train together all call it at the same batch.
    /// </summary>
    /// <param name="weights">A weight for each of <see cref="Tasks"/>; they need not sum to 1.</param>
    /// <exception cref="RegistryException">A weight is missing, negative or infinite, or all are 0.</exception>
    public void Reweight(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var state = _rows.State;
        var window = state.Row == 0 ? state.Window : state.Window + 1;
        var current = SamplerFrom(state.Phase);
        var next = current.Reweighted(window * _shape.Window, weights);
        _rows.Replace(next.Phase, first => new WindowQueue(_reader, new WindowSamplers(current, next, window), first, _options.Workers));
    }

    /// <summary>Ends the background threads and closes the cache.</summary>
    public void Dispose()
    {
        _disposed = true;
        _rows.Dispose();
        _cache?.Dispose();
    }

    private RowCursor Open(PipelineState state)
    {
        var samplers = new WindowSamplers(SamplerFrom(state.Phase));
        if (state.NextPhase is { } next)
            samplers = samplers with { Next = SamplerFrom(next), NextWindow = next.Position / _shape.Window };
        return new RowCursor(state, new WindowQueue(_reader, samplers, state.Window, _options.Workers), _shape.Window, _options);
    }

    private MixtureSampler SamplerFrom(MixturePhase? phase) => phase is null ? _onward : new MixtureSampler(Shares, _seed, schedule: null, phase);

    private bool IsOfSchedule(MixturePhase? phase) =>
        phase is not null && _schedule is not null && phase.Weights.SequenceEqual(_schedule.WeightsAt(phase.Position));
}
