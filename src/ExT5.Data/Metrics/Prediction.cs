namespace ExT5.Data;

/// <summary>A generated text and the answers that are right.</summary>
/// <param name="Text">What the model wrote; may be empty.</param>
/// <param name="References">One or more right answers.</param>
/// <exception cref="ArgumentException">There is no reference.</exception>
public sealed record Prediction(string Text, IReadOnlyList<string> References)
{
    /// <summary>One or more right answers.</summary>
    public IReadOnlyList<string> References { get; init => field = AtLeastOne(value); } = AtLeastOne(References);

    /// <summary>Predictions with the same group are scored together, as the answers of one MultiRC question; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The answers that were to choose from; null when any text may be the answer.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The model's log-likelihood of each of <see cref="Choices"/>; null when the text was generated.</summary>
    public IReadOnlyList<double>? ChoiceScores { get; init; }

    /// <summary>The number of tokens of each of <see cref="Choices"/>, its end included; null when not known.</summary>
    public IReadOnlyList<int>? ChoiceTokens { get; init; }

    /// <summary>
    /// The log-likelihood of each of <see cref="Choices"/> after a text that says nothing about the question; null when not
    /// known. <see cref="RankNormalization.Prior"/> takes it off.
    /// </summary>
    public IReadOnlyList<double>? ChoicePriors { get; init; }

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
