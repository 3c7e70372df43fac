using ExT5.Data;

namespace ExT5.ExMix;

/// <summary>Which tasks and mixtures are registered, and where their data are.</summary>
public sealed class ExMixOptions
{
    /// <summary>
    /// Folder of datasets, <c>{folder}/{owner__name}/{configuration}/{split}.*</c>; null, the default, takes all from the Hub.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>
    /// How the Hugging Face Hub is asked. Null, the default, asks it with the usual options when there is no
    /// <see cref="Folder"/>, and never when there is one; with both, what the folder lacks comes from the Hub.
    /// </summary>
    public HubOptions? Hub { get; set; }

    /// <summary>The files of a dataset, from anywhere; null, the default, goes by <see cref="Folder"/> and <see cref="Hub"/>.</summary>
    public Func<DatasetReference, DataFiles>? FilesOf { get; set; }

    /// <summary>Tasks of the mixture to register; default all. Mixtures hold what is left.</summary>
    public Func<ExMixTask, bool> Include { get; set; } = _ => true;

    /// <summary>Register the tasks of <see cref="ExMixTasks.OutsideMixture"/> too, for evaluation; default true.</summary>
    public bool IncludeOutside { get; set; } = true;

    /// <summary>K: most examples of a task that count for its rate; default the paper's 3·10^5.</summary>
    public double Cap { get; set; } = ExMixMixtures.PaperCap;

    /// <summary>R: C4 examples for each example of ExMix, 0 to infinity; default the paper's 2 for Base.</summary>
    public double Ratio { get; set; } = ExMixMixtures.PaperRatio;

    /// <summary>
    /// Rates from the published sizes instead of the rows found; default false. Use it when only samples of the datasets
    /// are there.
    /// </summary>
    public bool PublishedSizes { get; set; }

    /// <summary>What the SQuAD formats put spaces around; default what T5 did when ExT5 was trained.</summary>
    public PunctuationPadding PunctuationPadding { get; set; }

    /// <summary>Random subsets that become mixtures too; none by default.</summary>
    public IList<RandomSubset> RandomSubsets { get; } = [];

    /// <summary>
    /// Files of C4, or of other plain text, with a column <c>text</c>. With them there is a task <c>c4</c> and the mixture
    /// <c>ext5</c>; null, the default, leaves both out.
    /// </summary>
    public DataFiles? C4 { get; set; }

    /// <summary>How C4 is corrupted; default T5's span corruption.</summary>
    public Objective C4Objective { get; set; } = new SpanCorruption();

    internal DataFiles Files(DatasetReference dataset) => FilesOf is null
        ? new ExMixFiles(dataset, Folder, Hub ?? (Folder is null ? new HubOptions() : null))
        : FilesOf(dataset);
}
