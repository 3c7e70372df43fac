namespace ExT5.Data;

/// <summary>From which end the texts of a task are cut when they are longer than a row.</summary>
/// <param name="Inputs">Of inputs.</param>
/// <param name="Targets">Of targets.</param>
public sealed record Truncation(TruncationSide Inputs = TruncationSide.Right, TruncationSide Targets = TruncationSide.Right)
{
    /// <summary>Both from the right.</summary>
    public static Truncation Default { get; } = new();

    /// <inheritdoc />
    public override string ToString() => $"inputs {Inputs}, targets {Targets}";
}
