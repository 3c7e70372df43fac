namespace ExT5.Data;

/// <summary>Lists of answers to choose from, as Flan writes them.</summary>
public static class OptionList
{
    private const string Head = "OPTIONS:";
    private const int Letters26 = 26;

    /// <summary><c>OPTIONS:</c> and a line <c>- yes</c> for each choice.</summary>
    /// <param name="choices">At least one answer.</param>
    /// <exception cref="FormatException">There is none.</exception>
    public static string Dashes(params IReadOnlyList<string> choices) => Lines(choices, (choice, _) => $"- {choice}");

    /// <summary><c>OPTIONS:</c> and a line <c>(A) yes</c> for each choice.</summary>
    /// <param name="choices">1 to 26 answers.</param>
    /// <exception cref="FormatException">There is none, or there are more than letters.</exception>
    public static string Letters(params IReadOnlyList<string> choices) => Lines(choices, (choice, number) => $"{Letter(number)} {choice}");

    /// <summary>The letter of a choice, <c>(A)</c> for number 0.</summary>
    /// <param name="number">0 to 25.</param>
    /// <exception cref="FormatException">The number has no letter.</exception>
    public static string Letter(int number) => number is >= 0 and < Letters26
        ? $"({(char)('A' + number)})"
        : throw new FormatException($"Choice {number} has no letter: there are {Letters26}, from 0.");

    private static string Lines(IReadOnlyList<string> choices, Func<string, int, string> line)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return choices.Count > 0
            ? $"{Head}\n{string.Join('\n', choices.Select(line))}"
            : throw new FormatException("A list of options has at least one.");
    }
}
