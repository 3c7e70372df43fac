using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix;

/// <summary>
/// A task of ExMix-R, the reconstruction of the ExT5 paper's mixture: what is known about it, how sure that is, and how its
/// rows become text. Immutable; <see cref="Build"/> makes a <see cref="Seq2SeqTask"/> of it over data.
/// </summary>
public sealed record ExMixTask
{
    internal ExMixTask(string name, TaskFamily family, long trainExamples) =>
        (Name, Family, TrainExamples) = (name, family, trainExamples);

    /// <summary>Name in registries, for example <c>glue_rte</c>.</summary>
    public string Name { get; }

    /// <summary>One of the paper's eight families, or <c>OTHER-</c> and a kind.</summary>
    public TaskFamily Family { get; }

    /// <summary>Number of training examples, after rows with several answers became several examples.</summary>
    public long TrainExamples { get; }

    /// <summary>How a row becomes text, for readers: input, an arrow, target.</summary>
    public string Format { get; internal init; } = "";

    /// <summary>What is reported, as the field names it.</summary>
    public string MetricText { get; internal init; } = "";

    /// <summary>What evaluation computes; the first value of the first is the task's score.</summary>
    public IReadOnlyList<IMetric> Metrics { get; internal init; } = [];

    /// <summary>The datasets whose rows follow each other in the task; one for most tasks.</summary>
    public IReadOnlyList<DatasetReference> Datasets => [.. Parts.Select(part => part.Dataset)];

    /// <summary>How sure it is that the task is in ExMix.</summary>
    public MembershipConfidence Confidence { get; internal init; }

    /// <summary>Where the facts come from.</summary>
    public TaskProvenance Provenance { get; internal init; } = new("", "", "");

    /// <summary>Benchmark it belongs to, for example <c>GLUE</c>; null for a single dataset.</summary>
    public string? Group { get; internal init; }

    /// <summary>True when it is one of the three datasets that stand for its family in the paper's Table 1.</summary>
    public bool Table1Representative { get; internal init; }

    /// <summary>True when evaluation scores the choices instead of generating an answer, as ranking metrics need.</summary>
    public bool RanksChoices { get; internal init; }

    /// <summary>True for a task the paper evaluates on and keeps out of the mixture.</summary>
    public bool Outside { get; internal init; }

    /// <summary>Version of the format, which tells a <see cref="TokenCache"/> that rows give other text than before.</summary>
    public string FormatVersion { get; internal init; } = "1";

    internal IReadOnlyList<TaskPart> Parts { get; init; } = [];

    /// <summary>Makes the task with a kind of padding; null for a task whose format pads nothing.</summary>
    internal Func<PunctuationPadding, ExMixTask>? PaddedWith { get; init; }

    /// <summary>The task with T5's padding of punctuation of another time; a task whose format pads nothing stays as it is.</summary>
    /// <param name="padding">What is padded.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such padding.</exception>
    public ExMixTask Padded(PunctuationPadding padding) => !Enum.IsDefined(padding)
        ? throw new ArgumentOutOfRangeException(nameof(padding), padding, "Use NonWord or Punctuation.")
        : PaddedWith?.Invoke(padding) ?? this;

    /// <summary>Makes the task over data.</summary>
    /// <param name="filesOf">The files of each dataset of <see cref="Datasets"/>, and of those it is joined with.</param>
    public Seq2SeqTask Build(Func<DatasetReference, DataFiles> filesOf)
    {
        ArgumentNullException.ThrowIfNull(filesOf);
        var source = Parts.Select(part => part.Recipe.Over(filesOf(part.Dataset), part.Dataset.FileOptions, filesOf))
            .Aggregate(DataSourceComposition.Concat);
        return Seq2SeqTask.Create<TextExample>(Name, task =>
        {
            task.InFamily(Family).ReadFrom(source.Select(Labelled)).Format(example => example).ScoreWith([.. Metrics]).Version(FormatVersion);
            if (RanksChoices) task.RankChoices();
        });
    }

    /// <summary>The examples of one row: one for most tasks, none for a row the task leaves out.</summary>
    /// <param name="row">A row in the layout of the dataset.</param>
    /// <param name="split">The split it is of; some tasks train on fewer rows than they are scored on.</param>
    /// <param name="dataset">Place of its dataset in <see cref="Datasets"/>; default the first.</param>
    /// <exception cref="FormatException">The row has another layout.</exception>
    public IReadOnlyList<TextExample> ExamplesOf(DataRow row, DatasetSplit split, int dataset = 0)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Parts[dataset].Recipe.ExamplesOf(row, split);
    }

    // T5 writes <unk> for the hidden labels of test rows; taught or validated, it would be a wrong answer.
    private static TextExample Labelled(TextExample example, DatasetSplit split) =>
        example.Target != ClassLabel.Unknown || (split != DatasetSplit.Train && split != DatasetSplit.Validation)
            ? example
            : throw new FormatException($"The row has no label or answer, and the split '{split}' needs one. Only test rows may hide theirs.");

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Family}, {TrainExamples} examples)";
}
