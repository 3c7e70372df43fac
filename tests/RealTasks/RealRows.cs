namespace ExT5.Tests;

/// <summary>A text and its label.</summary>
internal sealed record LabelledText(string Text, string Label);

/// <summary>Two texts and their label.</summary>
internal sealed record LabelledPair(string First, string Second, string Label);

/// <summary>A text and the texts that may answer it.</summary>
internal sealed record TextToText(string Source, IReadOnlyList<string> Targets);

/// <summary>A question, with a passage or none, and the right answers.</summary>
internal sealed record Question(string Text, string Context, IReadOnlyList<string> Answers)
{
    public string? Group { get; init; }
}

/// <summary>A question with answers to choose from.</summary>
internal sealed record Choice(string Text, IReadOnlyList<string> Choices, int Right);
