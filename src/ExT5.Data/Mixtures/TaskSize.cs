namespace ExT5.Data;

/// <summary>How large a task is.</summary>
/// <param name="Examples">Number of its training examples; 0 or more.</param>
/// <param name="InputTokens">Mean number of input tokens of an example, or null when it is not known.</param>
/// <param name="TargetTokens">Mean number of target tokens of an example, or null when it is not known.</param>
public sealed record TaskSize(long Examples, double? InputTokens = null, double? TargetTokens = null)
{
    /// <summary>Mean number of tokens of an example, inputs and targets; null when either is not known.</summary>
    public double? TokensPerExample => InputTokens + TargetTokens;

    /// <summary>Tokens of all examples; null when they are not known.</summary>
    public double? Tokens => Examples * TokensPerExample;

    internal static TaskSize Sum(IReadOnlyList<TaskSize> sizes)
    {
        var examples = sizes.Sum(size => size.Examples);
        return new TaskSize(examples, Mean(sizes, examples, size => size.InputTokens), Mean(sizes, examples, size => size.TargetTokens));
    }

    private static double? Mean(IReadOnlyList<TaskSize> sizes, long examples, Func<TaskSize, double?> tokens) =>
        sizes.Any(size => tokens(size) is null) ? null
        : examples == 0 ? 0
        : sizes.Sum(size => size.Examples * tokens(size)!.Value) / examples;
}
