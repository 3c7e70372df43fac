using System.Globalization;
using ExT5.Core;

namespace ExT5.Training;

/// <summary>What decides the course of a run, as names and texts that a person can compare.</summary>
internal static class RunDescription
{
    /// <summary>The entry that changes with what is drawn when.</summary>
    public const string Order = "data fingerprint";

    /// <summary>Describes a run.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        string mixture, string pipeline, string vocabulary, T5Model model, IOptimizer optimizer,
        ILearningRateSchedule schedule, Seq2SeqLoss loss, TrainingOptions options, DoReMiReweighting? reweighting = null)
    {
        var run = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["model"] = model.Config.ToString(),
            ["mixture"] = mixture,
            [Order] = pipeline,
            ["vocabulary fingerprint"] = vocabulary,
            ["batch"] = options.Batch.ToString(),
            ["gradient accumulation"] = options.GradientAccumulation.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["clip norm"] = options.ClipNorm?.ToString("R", CultureInfo.InvariantCulture) ?? "none",
            ["optimizer"] = $"{optimizer}",
            ["schedule"] = $"{schedule}",
            ["loss"] = loss.ToString(),
        };
        if (reweighting is not null) run.Add("reweighting", reweighting.Description.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, text) in FrozenWeights.Describe(model))
            run.Add(name, text);
        return run;
    }

    /// <summary>One line for each entry that differs.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> current) =>
    [
        .. saved.Keys.Union(current.Keys).Order(StringComparer.Ordinal)
            .Select(key => (key, was: saved.GetValueOrDefault(key, "absent"), now: current.GetValueOrDefault(key, "absent")))
            .Where(entry => entry.was != entry.now)
            .Select(entry => $"{entry.key}: saved {entry.was}, now {entry.now}"),
    ];
}
