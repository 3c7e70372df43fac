using System.Text.RegularExpressions;

namespace ExT5.Data;

/// <summary>Describes a task over rows of one type.</summary>
/// <typeparam name="TRow">A row of the source.</typeparam>
public sealed partial class Seq2SeqTaskBuilder<TRow>
{
    private readonly string _name;
    private readonly List<IMetric> _metrics = [];
    private IDataSource<TRow>? _source;
    private IReadOnlyList<PromptTemplate<TRow>> _templates = [];
    private FewShot? _fewShot;
    private Objective? _objective;
    private ChoiceRanking? _ranking;
    private TaskFamily _family = new("OTHER");
    private string _version = "1";
    private Truncation _truncation = Truncation.Default;

    internal Seq2SeqTaskBuilder(string name)
    {
        if (name is null || !NamePattern().IsMatch(name))
            throw new RegistryException(
                $"'{name}' cannot name a task: use letters, digits, '_', '.', ':' and '#', at least one of them.");
        _name = name;
    }

    /// <summary>The family the task is reported under; <c>OTHER</c> when not said.</summary>
    public Seq2SeqTaskBuilder<TRow> InFamily(TaskFamily family)
    {
        _family = family;
        return this;
    }

    /// <summary>Where rows come from.</summary>
    public Seq2SeqTaskBuilder<TRow> ReadFrom(IDataSource<TRow> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        return this;
    }

    /// <summary>How a row becomes input and target text.</summary>
    public Seq2SeqTaskBuilder<TRow> Format(Func<TRow, TextExample> format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return FormatWith(new PromptTemplate<TRow>("format", format));
    }

    /// <summary>
    /// Several ways to ask: each row is an example with each template, and all share the task's rate, so that a cap counts once however many
    /// templates there are (T0 divides its cap by their number). To score each template by itself, make a task of each.
    /// </summary>
    /// <param name="templates">At least one, of different names.</param>
    /// <exception cref="RegistryException">There is none, or two have one name.</exception>
    public Seq2SeqTaskBuilder<TRow> FormatWith(params IReadOnlyList<PromptTemplate<TRow>> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        if (templates.Count == 0) throw new RegistryException($"Task '{_name}' was given no template.");
        if (templates.GroupBy(template => template.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new RegistryException($"Task '{_name}' has two templates '{twice.Key}'. Give one of them another name.");
        (_templates, _objective) = ([.. templates], null);
        return this;
    }

    /// <summary>Puts solved examples of the training split before each input.</summary>
    /// <param name="fewShot">How many, and how they are written.</param>
    /// <exception cref="RegistryException">There would be none.</exception>
    public Seq2SeqTaskBuilder<TRow> WithFewShot(FewShot fewShot)
    {
        ArgumentNullException.ThrowIfNull(fewShot);
        _fewShot = fewShot.Shots >= 1
            ? fewShot
            : throw new RegistryException($"Task '{_name}': a few-shot prompt has 1 solved example or more, but {fewShot.Shots} were asked for.");
        return this;
    }

    /// <summary>Makes this a self-supervised task: documents are joined, cut and corrupted by the objective.</summary>
    /// <param name="text">The document in a row.</param>
    /// <param name="objective">How it is corrupted, for example span corruption.</param>
    public Seq2SeqTaskBuilder<TRow> Denoise(Func<TRow, string> text, Objective objective)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(objective);
        _templates = [new PromptTemplate<TRow>("text", row => new TextExample("", text(row)))];
        _objective = objective;
        if (_family == new TaskFamily("OTHER")) _family = TaskFamily.Denoising;
        return this;
    }

    /// <summary>
    /// Version of the format, <c>1</c> by default. Change it whenever rows come to give other text: a lambda cannot be hashed,
    /// and a <see cref="TokenCache"/> of another version is refused.
    /// </summary>
    /// <param name="version">Any text but an empty one.</param>
    public Seq2SeqTaskBuilder<TRow> Version(string version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        _version = version;
        return this;
    }

    /// <summary>From which end texts are cut that are longer than a row; from the right when not said. Documents to denoise are never cut.</summary>
    /// <param name="inputs">Of inputs: <see cref="TruncationSide.Left"/> keeps the end, such as the last turns of a dialogue.</param>
    /// <param name="targets">Of targets.</param>
    public Seq2SeqTaskBuilder<TRow> Truncate(TruncationSide inputs, TruncationSide targets = TruncationSide.Right)
    {
        _truncation = new Truncation(inputs, targets);
        return this;
    }

    /// <summary>How answers are scored; the first metric's first value is the task's score.</summary>
    public Seq2SeqTaskBuilder<TRow> ScoreWith(params ReadOnlySpan<IMetric> metrics)
    {
        _metrics.AddRange(metrics);
        return this;
    }

    /// <summary>
    /// Evaluation scores each of <see cref="TextExample.Choices"/> instead of generating an answer. A task that is scored with
    /// <see cref="RankClassification"/> does so without this call.
    /// </summary>
    /// <param name="normalization">How likelihoods are made comparable before the best is taken as the answer.</param>
    /// <param name="priorInput">
    /// The input without the question, for <see cref="RankNormalization.Prior"/>, for example <c>answer:</c>.
    /// </param>
    public Seq2SeqTaskBuilder<TRow> RankChoices(
        RankNormalization normalization = RankNormalization.None, string priorInput = "")
    {
        ArgumentNullException.ThrowIfNull(priorInput);
        _ranking = new ChoiceRanking(normalization, priorInput);
        return this;
    }

    internal Seq2SeqTask Build()
    {
        var source = _source ?? throw new RegistryException($"Task '{_name}' has no source. Call ReadFrom(...).");
        if (_templates.Count == 0)
            throw new RegistryException($"Task '{_name}' has no format. Call Format(row => ...), FormatWith(templates) or Denoise(row => ..., objective).");
        if (_fewShot is not null && _objective is not null)
            throw new RegistryException($"Task '{_name}' denoises text, so solved examples have no place in it. Leave out WithFewShot.");
        var text = new TaskText<TRow>(_name, source, _templates, _fewShot);
        return new Seq2SeqTask(_name, _family, _objective, [.. _metrics], text.OpenAsync)
        {
            FormatVersion = _version,
            Truncation = _truncation,
            Ranking = _ranking
                ?? (_metrics.OfType<RankClassification>().FirstOrDefault() is { } metric ? new ChoiceRanking(metric.Normalization) : null),
            SourceFingerprint = text.FingerprintAsync,
        };
    }

    [GeneratedRegex(@"^[\w.:#]+$")]
    private static partial Regex NamePattern();
}
