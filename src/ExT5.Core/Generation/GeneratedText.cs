namespace ExT5.Core;

/// <summary>What was generated for one input text.</summary>
/// <param name="Text">The output as the tokenizer decodes it.</param>
/// <param name="Ids">The generated ids, without the decoder's start and without the end of sequence.</param>
/// <param name="Score">As <see cref="GeneratedSequence.Score"/>.</param>
/// <param name="FinishReason">Whether it ended by itself or was cut.</param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Ids, double Score, FinishReason FinishReason)
{
    /// <summary>As <see cref="GeneratedSequence.Alternatives"/>.</summary>
    public IReadOnlyList<GeneratedText> Alternatives { get; init; } = [];

    /// <summary>As <see cref="GeneratedSequence.TokenLogProbabilities"/>.</summary>
    public IReadOnlyList<float> TokenLogProbabilities { get; init; } = [];

    /// <summary>As <see cref="GeneratedSequence.InputTokensCut"/>.</summary>
    public int InputTokensCut { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
