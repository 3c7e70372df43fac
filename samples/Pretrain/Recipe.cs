using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace Pretrain;

/// <summary>What makes five minutes on two cores count: the numbers of this job, chosen by short runs.</summary>
internal static class Recipe
{
    private const double LearningRate = 0.05;
    private const int WarmupSteps = 50;

    /// <summary>Packed rows long enough for nine in ten examples, short enough for many steps.</summary>
    public static BatchShape Batch { get; } = new(Sequences: 22, Inputs: 96, Targets: 32);

    /// <summary>
    /// Denoised segments are shorter than a row, so that R examples of text cost little more than one of a task.
    /// </summary>
    public static SpanCorruption Denoising { get; } = new(MaxInputs: 24);

    /// <summary>Each example weighs the same: the one word of a label must not drown in long summaries.</summary>
    public static Seq2SeqLoss Loss { get; } = new(Normalization: LossNormalization.Sequences);

    /// <summary>Adafactor as T5 pre-trains; in so few steps it learns more than AdamW.</summary>
    public static IOptimizer Optimizer(T5Model model) => new Adafactor(model.named_parameters(), AdafactorOptions.T5Pretrain);

    /// <summary>Falls to zero over the run.</summary>
    public static ILearningRateSchedule Schedule(long steps) => new LinearSchedule(LearningRate, Math.Min(WarmupSteps, steps / 4), steps);
}
