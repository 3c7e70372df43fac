using Microsoft.Extensions.Options;

namespace ExT5.Training;

/// <summary>Rules of <see cref="EvaluationOptions"/> that attributes cannot say, and the check of all of them.</summary>
internal sealed class EvaluationOptionsRules : IValidateOptions<EvaluationOptions>
{
    /// <summary>Refuses options that cannot be evaluated with; every violation is in the message.</summary>
    /// <exception cref="OptionsValidationException">A value is out of range.</exception>
    public static EvaluationOptions Checked(EvaluationOptions options)
    {
        var attributes = new DataAnnotationValidateOptions<EvaluationOptions>(name: null).Validate(null, options);
        string[] failures = [.. attributes.Failures ?? [], .. Violations(options)];
        return failures.Length == 0
            ? options
            : throw new OptionsValidationException(nameof(EvaluationOptions), typeof(EvaluationOptions), failures);
    }

    public ValidateOptionsResult Validate(string? name, EvaluationOptions options)
    {
        var violations = Violations(options).ToList();
        return violations.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(violations);
    }

    private static IEnumerable<string> Violations(EvaluationOptions options)
    {
        if (options.PredictionFolder is { } folder && string.IsNullOrWhiteSpace(folder))
            yield return "EvaluationOptions.PredictionFolder is blank; name a folder, or null to write no answers.";
    }
}
