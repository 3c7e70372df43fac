namespace ExT5.Data;

/// <summary>One example as text: what the encoder reads and what the decoder should write.</summary>
/// <param name="Input">Input text; empty for tasks that only denoise.</param>
/// <param name="Target">Target text; what training teaches.</param>
public sealed record TextExample(string Input, string Target)
{
    /// <summary>All answers that evaluation accepts; the default is the target alone.</summary>
    public IReadOnlyList<string> References { get => field ?? [Target]; init; }

    /// <summary>
    /// The parts of the target that training teaches, in their order and without overlap; what none of them covers has weight 0. A
    /// token that touches several parts takes the greatest weight it touches, and EOS that of the last token. Null teaches all of it.
    /// </summary>
    public IReadOnlyList<TargetWeight>? TargetWeights { get; init; }

    /// <summary>Examples with the same group are scored together, as the answers of one MultiRC question; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The answers to choose from, for rank classification; null when any text may be the answer.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}
