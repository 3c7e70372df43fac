using ExT5.Data;
using Microsoft.Extensions.Options;

namespace ExT5.Training;

/// <summary>Rules of <see cref="TrainingOptions"/> that attributes cannot say, and the check of all of them.</summary>
internal sealed class TrainingOptionsRules : IValidateOptions<TrainingOptions>
{
    /// <summary>Refuses options that cannot be trained with; every violation is in the message.</summary>
    /// <exception cref="OptionsValidationException">A value is out of range.</exception>
    public static TrainingOptions Checked(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var attributes = new DataAnnotationValidateOptions<TrainingOptions>(name: null).Validate(null, options);
        string[] failures = [.. attributes.Failures ?? [], .. Violations(options)];
        return failures.Length == 0
            ? options
            : throw new OptionsValidationException(nameof(TrainingOptions), typeof(TrainingOptions), failures);
    }

    public ValidateOptionsResult Validate(string? name, TrainingOptions options)
    {
        var violations = Violations(options).ToList();
        return violations.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(violations);
    }

    private static IEnumerable<string> Violations(TrainingOptions options)
    {
        if (options.TimeBudget <= TimeSpan.Zero)
            yield return $"TrainingOptions.TimeBudget is {options.TimeBudget}; give more than zero, or null for no limit.";
        if (options.CheckpointInterval <= TimeSpan.Zero)
            yield return $"TrainingOptions.CheckpointInterval is {options.CheckpointInterval}; give more than zero, or null.";
        if (options.ClipNorm is { } norm && !(norm > 0 && double.IsFinite(norm)))
            yield return $"TrainingOptions.ClipNorm is {norm}; give a finite number above 0, or null for no clipping.";
        if (options.OutputFolder is { } folder && string.IsNullOrWhiteSpace(folder))
            yield return "TrainingOptions.OutputFolder is blank; name a folder, or null to save nothing.";
        if (options.Batch is { } batch && Problem(() => batch.Validated()) is { } shape) yield return $"TrainingOptions.Batch: {shape}";
        if (options.Pipeline is { } pipeline)
        {
            if (pipeline.Workers < 0)
                yield return $"TrainingOptions.Pipeline.Workers is {pipeline.Workers}; give 0 or more threads.";
            if (Problem(() => pipeline.Shard.Validated()) is { } shard) yield return $"TrainingOptions.Pipeline.Shard: {shard}";
            if (pipeline.CacheFolder is { } cache && string.IsNullOrWhiteSpace(cache))
                yield return "TrainingOptions.Pipeline.CacheFolder is blank; name a folder, or null for no cache.";
        }

        foreach (var file in options.CheckpointFiles.Where(file => !File.Exists(file)))
            yield return $"TrainingOptions.CheckpointFiles names '{file}', which does not exist.";
        var names = TrainingCheckpoint.ReservedNames.Concat(options.CheckpointFiles.Select(file => Path.GetFileName(file) ?? file));
        foreach (var (name, count) in names.CountBy(name => name, StringComparer.OrdinalIgnoreCase).Where(name => name.Value > 1))
            yield return $"TrainingOptions.CheckpointFiles holds '{name}' beside another file of that name in a checkpoint; rename it.";
    }

    private static string? Problem(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception error) when (error is RegistryException or ArgumentOutOfRangeException)
        {
            return error.Message;
        }
    }
}
