using System.Globalization;
using ExT5.Core;

namespace ExT5.Training;

/// <summary>What decides the course of a run, as names and texts that a person can compare.</summary>
internal static class RunDescription
{
    /// <summary>The entry that changes with what is drawn when.</summary>
    public const string Order = "data fingerprint";

    private const string Model = "model";
    private static readonly string[] OfOrder = ["mixture", "vocabulary fingerprint", "batch", "seed"];

    /// <summary>Describes a run.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        string mixture, string pipeline, string vocabulary, T5Model model, IOptimizer optimizer,
        ILearningRateSchedule schedule, Seq2SeqLoss loss, TrainingOptions options, DoReMiReweighting? reweighting = null)
    {
        var run = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Model] = Invariant(model.Config),
            ["mixture"] = mixture,
            [Order] = pipeline,
            ["vocabulary fingerprint"] = vocabulary,
            ["batch"] = Invariant(options.Batch),
            ["gradient accumulation"] = options.GradientAccumulation.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["clip norm"] = options.ClipNorm?.ToString("R", CultureInfo.InvariantCulture) ?? "none",
            ["optimizer"] = Invariant(optimizer),
            ["schedule"] = Invariant(schedule),
            ["loss"] = Invariant(loss),
        };
        if (reweighting is not null) run.Add("reweighting", reweighting.Description.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, text) in FrozenWeights.Describe(model))
            run.Add(name, text);
        return run;
    }

    /// <summary>One line for each entry that differs, and for each field of one that is a record.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> current)
    {
        string[] differing = [.. saved.Keys.Union(current.Keys).Where(key => saved.GetValueOrDefault(key) != current.GetValueOrDefault(key))];
        string[] explaining = [.. differing.Where(OfOrder.Contains).Order(StringComparer.Ordinal)];
        return [.. differing.Order(StringComparer.Ordinal).SelectMany(Lines)];

        // The hash of what is drawn when tells nothing beside what it was changed by.
        IEnumerable<string> Lines(string key) => key == Order && explaining.Length > 0
            ? [$"{key}: another with another {string.Join(", ", explaining)}"]
            : RecordText.Differences(saved.GetValueOrDefault(key), current.GetValueOrDefault(key), key == Model ? Invariant(T5Config.V11Small) : null)
                .Select(difference => $"{key}: {difference}");
    }

    // A record prints its numbers in the culture of the thread; a run is the same in all of them.
    private static string Invariant(object? described)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return $"{described}";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
