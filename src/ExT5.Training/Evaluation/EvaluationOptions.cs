using System.ComponentModel.DataAnnotations;
using ExT5.Core;

namespace ExT5.Training;

/// <summary>How an evaluation goes.</summary>
public sealed class EvaluationOptions
{
    /// <summary>
    /// Most examples answered of each task; at least 1. Groups are taken as wholes, so fewer may be answered, and more only
    /// when a single group has more.
    /// </summary>
    /// <value>200.</value>
    [Range(1, int.MaxValue, ErrorMessage = "EvaluationOptions.{0} must be at least {1}.")]
    public int ExamplesPerTask { get; set; } = 200;

    /// <summary>Length in tokens to which inputs are cut, EOS included; at least 2. Give the length the model was trained on.</summary>
    /// <value>512, T5's.</value>
    [Range(2, int.MaxValue, ErrorMessage = "EvaluationOptions.{0} must be at least {1}.")]
    public int InputTokens { get; set; } = 512;

    /// <summary>How answers are decoded.</summary>
    /// <value>Greedy search.</value>
    [Required(ErrorMessage = "EvaluationOptions.{0} is needed, for example new GreedySearch().")]
    public DecodingStrategy Strategy { get; set; } = new GreedySearch();

    /// <summary>How long answers may be and how many are decoded at once.</summary>
    /// <value>
    /// <see langword="null"/>: 32 inputs at once, and of each task as many new tokens as its longest reference has, as SeqIO's
    /// evaluator does.
    /// </value>
    public GenerationLimits? Limits { get; set; }

    /// <summary>
    /// Most rows of each task's train split that the baselines look at. 0 needs no train split and leaves the baseline
    /// that copies the input.
    /// </summary>
    /// <value>2000.</value>
    [Range(0, int.MaxValue, ErrorMessage = "EvaluationOptions.{0} must be at least {1}.")]
    public int BaselineRows { get; set; } = 2000;

    /// <summary>Resamples of the bootstrap interval; at least 100.</summary>
    /// <value>1000, as rouge_score takes.</value>
    [Range(100, int.MaxValue, ErrorMessage = "EvaluationOptions.{0} must be at least {1}.")]
    public int BootstrapSamples { get; set; } = 1000;

    /// <summary>
    /// Folder for the answers as JSON lines, a file a task, written while the evaluation runs; a file has the extension
    /// <c>.jsonl</c> once its task is done and <c>.jsonl.partial</c> before.
    /// </summary>
    /// <value><see langword="null"/>: none are written.</value>
    public string? PredictionFolder { get; set; }

    /// <summary>Seed of the choice of examples, of the random baseline and of the bootstrap.</summary>
    /// <value>42.</value>
    public ulong Seed { get; set; } = 42;
}
