using System.Diagnostics.CodeAnalysis;

namespace ExT5.Data;

/// <summary>One example as text: what the encoder reads and what the decoder should write.</summary>
/// <param name="Input">Input text; empty for tasks that only denoise.</param>
/// <param name="Target">Target text; what training teaches.</param>
/// <exception cref="ArgumentNullException">A text is null: the row has none under the name it was asked for.</exception>
public sealed record TextExample(string Input, string Target)
{
    /// <summary>Input text; empty for tasks that only denoise.</summary>
    public string Input { get; init => field = Given(value, nameof(Input)); } = Given(Input, nameof(Input));

    /// <summary>Target text; what training teaches.</summary>
    public string Target { get; init => field = Given(value, nameof(Target)); } = Given(Target, nameof(Target));

    /// <summary>All answers that evaluation accepts; the default, also of null, is the target alone.</summary>
    [AllowNull]
    public IReadOnlyList<string> References { get => field ?? [Target]; init => field = AllGiven(value, nameof(References)); }

    /// <summary>
    /// The parts of the target that training teaches, in their order and without overlap; what none of them covers has weight 0. A
    /// token that touches several parts takes the greatest weight it touches, and EOS that of the last token. Null teaches all of it.
    /// </summary>
    public IReadOnlyList<TargetWeight>? TargetWeights { get; init; }

    /// <summary>Examples with the same group are scored together, as the answers of one MultiRC question; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The answers to choose from, for rank classification; null when any text may be the answer.</summary>
    public IReadOnlyList<string>? Choices { get; init => field = AllGiven(value, nameof(Choices)); }

    private static string Given(string? text, string name) => text ?? throw new ArgumentNullException(
        name, $"'{name}' of an example is null: its row gave no text. An example without one has an empty text.");

    private static IReadOnlyList<string>? AllGiven(IReadOnlyList<string>? texts, string name)
    {
        for (var i = 0; i < texts?.Count; i++)
            if (texts[i] is null) throw new ArgumentNullException(name, $"'{name}[{i}]' of an example is null: its row gave no text.");
        return texts;
    }
}
