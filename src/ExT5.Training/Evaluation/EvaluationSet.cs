using ExT5.Data;

namespace ExT5.Training;

/// <summary>What an evaluation of a task's split needs beside the model, made once.</summary>
/// <param name="Examples">The examples that are answered, in the order of the split.</param>
/// <param name="Baselines">What answerers without a model reach on them.</param>
/// <param name="BaselineValues">Everything the metrics report of those.</param>
internal sealed record EvaluationSet(
    IReadOnlyList<TextExample> Examples, IReadOnlyList<BaselineScore> Baselines,
    IReadOnlyDictionary<string, IReadOnlyList<MetricValue>> BaselineValues);
