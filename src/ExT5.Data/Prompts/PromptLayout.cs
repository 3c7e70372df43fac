namespace ExT5.Data;

/// <summary>How solved examples and the example to solve become one input.</summary>
/// <param name="shots">Solved examples; may be none.</param>
/// <param name="input">The input to solve.</param>
public delegate string PromptLayout(IReadOnlyList<TextExample> shots, string input);

/// <summary>Layouts of systems that were published.</summary>
public static class PromptLayouts
{
    /// <summary>Input, answer and next input with blank lines between, as Flan's few-shot tasks by default.</summary>
    /// <param name="answer">Between an input and its answer, also behind the last input.</param>
    /// <param name="next">Between an answer and the next input.</param>
    public static PromptLayout Flan(string answer = "\n\n", string next = "\n\n\n")
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(next);
        return (shots, input) => string.Concat(shots.Select(shot => $"{shot.Input}{answer}{shot.Target}{next}")) + input + answer;
    }

    /// <summary>
    /// A definition, numbered positive examples and the input, as Tk-Instruct reads Super-NaturalInstructions: texts without punctuation at
    /// the end get a full stop.
    /// </summary>
    /// <param name="definition">What the task is, in a sentence or more.</param>
    public static PromptLayout NaturalInstructions(string definition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(definition);
        return (shots, input) =>
            $"Definition: {Ended(definition)}\n\n"
            + string.Concat(shots.Select((shot, i) => $" Positive Example {i + 1} -\nInput: {Ended(shot.Input)}\n Output: {Ended(shot.Target)}\n\n"))
            + $"Now complete the following example -\nInput: {Ended(input)}\nOutput: ";
    }

    private static string Ended(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 0 && char.IsAscii(trimmed[^1]) && (char.IsPunctuation(trimmed[^1]) || char.IsSymbol(trimmed[^1])) ? trimmed : $"{trimmed}.";
    }
}
