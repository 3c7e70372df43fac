namespace ExT5.Data;

/// <summary>A generated text and the answers that are right.</summary>
/// <param name="Text">What the model wrote; may be empty.</param>
/// <param name="References">One or more right answers.</param>
/// <exception cref="ArgumentException">There is no reference.</exception>
public sealed record Prediction(string Text, IReadOnlyList<string> References)
{
    /// <summary>One or more right answers.</summary>
    public IReadOnlyList<string> References { get; init => field = AtLeastOne(value); } = AtLeastOne(References);

    private static IReadOnlyList<string> AtLeastOne(IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return references.Count > 0
            ? references
            : throw new ArgumentException(
                "A prediction needs at least one reference, and none was given. Leave unlabelled examples out.",
                nameof(references));
    }
}
