using ExT5.Data;

namespace ExT5.Training;

/// <summary>What one optimizer step did. Losses are means over target tokens in nats, without the z-loss.</summary>
public sealed record StepReport
{
    /// <summary>Steps done so far, this one included.</summary>
    public required long Step { get; init; }

    /// <summary>Cross-entropy of a target token; 0 when no target of the step counts (<see cref="TextExample.TargetWeights"/>).</summary>
    public required double Loss { get; init; }

    /// <summary>Cross-entropy by task, for the tasks this step saw.</summary>
    public required IReadOnlyDictionary<string, double> LossByTask { get; init; }

    /// <summary>Cross-entropy by family, for the families this step saw.</summary>
    public required IReadOnlyDictionary<TaskFamily, double> LossByFamily { get; init; }

    /// <summary>The rate this step's update was made with.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Global norm of the gradient, before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Whether the update was made; false when it was left out because it was not finite.</summary>
    public required bool Updated { get; init; }

    /// <summary>Updates left out since the beginning of the run (<see cref="NonFinitePolicy.SkipUpdate"/>).</summary>
    public required long SkippedUpdates { get; init; }

    /// <summary>What the routers did; null for a model without experts.</summary>
    public RouterReport? Routers { get; init; }

    /// <summary>The new weight of each task when the mixture was reweighted after this step; null when it was not.</summary>
    public IReadOnlyDictionary<string, double>? Reweighted { get; init; }

    /// <summary>Examples of this step.</summary>
    public required int Examples { get; init; }

    /// <summary>Encoder tokens of this step, without padding.</summary>
    public required int InputTokens { get; init; }

    /// <summary>Decoder tokens of this step, without padding.</summary>
    public required int TargetTokens { get; init; }

    /// <summary>Share of the batch that is not padding, 0 to 1.</summary>
    public required double Density { get; init; }

    /// <summary>Encoder and decoder tokens without padding since the beginning of the run.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>Encoder and decoder tokens a second of this step, without padding.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>What was cut of the examples drawn since the beginning of the run, task by task, by all processes together.</summary>
    public IReadOnlyList<TaskTruncation> Truncation { get; init; } = [];

    /// <summary>Time spent in training, sessions before a resume included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left until the run ends by steps or by its time budget, at the speed of the latest steps.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>The checkpoint that was saved after this step; null when none was.</summary>
    public Checkpoint? Saved { get; init; }
}
