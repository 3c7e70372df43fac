using System.ComponentModel.DataAnnotations;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>How a training run goes. A run ends at <see cref="Steps"/> or <see cref="TimeBudget"/>, whichever comes first.</summary>
public sealed class TrainingOptions
{
    private const string AtLeast = "TrainingOptions.{0} must be at least {1}.";

    /// <summary>Optimizer steps after which the run ends, steps before a resume included; at least 1.</summary>
    /// <value>524,288 = 2^19, T5's and ExT5's pre-training (Raffel et al. 2020, section 3.1.2).</value>
    [Range(1, long.MaxValue, ErrorMessage = AtLeast)]
    public long Steps { get; set; } = 524_288;

    /// <summary>Training time after which the run ends, time before a resume included; above zero, or null for no limit.</summary>
    /// <value>null.</value>
    public TimeSpan? TimeBudget { get; set; }

    /// <summary>
    /// The shape of a batch of this process; an optimizer step sees <see cref="GradientAccumulation"/> of them, of each of
    /// several processes (<see cref="PipelineOptions.Shard"/>).
    /// </summary>
    /// <value>128 packed rows of 512 input and 114 target tokens: T5's 2^16 input tokens a step.</value>
    [Required(ErrorMessage = "TrainingOptions.{0} is needed, for example new BatchShape(128, 512, 114).")]
    public BatchShape Batch { get; set; } = new(Sequences: 128, Inputs: 512, Targets: 114);

    /// <summary>How examples are tokenized and packed ahead, and how many bad rows are skipped.</summary>
    /// <value>A background thread for each four processors; the first bad row stops the run.</value>
    [Required(ErrorMessage = "TrainingOptions.{0} is needed; new PipelineOptions() takes the defaults.")]
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>Batches whose gradients make one step; at least 1. k batches of B rows give the gradient of one of k*B rows.</summary>
    /// <value>1, as T5X's <c>num_microbatches</c>.</value>
    [Range(1, 65_536, ErrorMessage = "TrainingOptions.{0} must be from {1} to {2}.")]
    public int GradientAccumulation { get; set; } = 1;

    /// <summary>Seed of the order of examples, the denoising masks and dropout.</summary>
    /// <value>42, SeqIO's.</value>
    public ulong Seed { get; set; } = 42;

    /// <summary>Largest global norm of the gradient, longer ones are scaled down; above 0, or null for no clipping.</summary>
    /// <value>null: T5X clips inside Adafactor only. PyTorch recipes take 1.0.</value>
    public double? ClipNorm { get; set; }

    /// <summary>What happens when the loss or a gradient is not a finite number.</summary>
    /// <value><see cref="NonFinitePolicy.Stop"/>.</value>
    [EnumDataType(typeof(NonFinitePolicy), ErrorMessage = "TrainingOptions.{0} must be a NonFinitePolicy.")]
    public NonFinitePolicy NonFinite { get; set; }

    /// <summary>Folder of the run's checkpoints; null saves nothing. A run resumes from the newest checkpoint it finds there.</summary>
    /// <value>null.</value>
    public string? OutputFolder { get; set; }

    /// <summary>Steps between checkpoints; at least 1, or null for none by steps. A run that ends or is cancelled always saves.</summary>
    /// <value>1,000, T5X's pre-training period.</value>
    [Range(1, long.MaxValue, ErrorMessage = AtLeast)]
    public long? CheckpointSteps { get; set; } = 1_000;

    /// <summary>Time between checkpoints, measured from the last; above zero, or null for none by time.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan? CheckpointInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Newest checkpoints kept; at least 1.</summary>
    /// <value>3.</value>
    [Range(1, int.MaxValue, ErrorMessage = AtLeast)]
    public int KeepCheckpoints { get; set; } = 3;

    /// <summary>Also keeps the checkpoint of each step that is a multiple of this number; 0 keeps none beyond the newest.</summary>
    /// <value>0.</value>
    [Range(0, long.MaxValue, ErrorMessage = AtLeast)]
    public long KeepCheckpointEvery { get; set; }

    /// <summary>Files copied into each checkpoint, for example the vocabulary.</summary>
    /// <value>None.</value>
    [Required(ErrorMessage = "TrainingOptions.{0} may be empty, not null.")]
    public IList<string> CheckpointFiles { get; } = [];

    /// <summary>
    /// Resumes even when model, vocabulary, mixture, rows of a task, batch, seed, optimizer, schedule or loss differ from those
    /// the checkpoint was saved with; each difference is logged.
    /// </summary>
    /// <value>false: a difference is an error that lists all.</value>
    public bool AllowChangedRun { get; set; }

    /// <summary>
    /// Share of a task's examples above which cut inputs or targets are warned of in the log, once a task; 0 warns of any, 1 of none.
    /// </summary>
    /// <value>0.01: fewer are what any text with a long tail has, and no more than the labels that are wrong in most data sets.</value>
    [Range(0.0, 1.0, ErrorMessage = "TrainingOptions.{0} must be from {1} to {2}.")]
    public double TruncationWarning { get; set; } = 0.01;

    /// <summary>Steps between two lines in the log; at least 1.</summary>
    /// <value>100.</value>
    [Range(1, long.MaxValue, ErrorMessage = AtLeast)]
    public long LogEvery { get; set; } = 100;
}
