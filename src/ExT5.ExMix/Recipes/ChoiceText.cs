namespace ExT5.ExMix.Recipes;

/// <summary>How the answers to choose from are written where neither T5 nor the dataset's authors say: <c>(A) first (B) second</c>.</summary>
internal static class ChoiceText
{
    public static string Of(IReadOnlyList<string> choices) =>
        string.Join(' ', choices.Select((choice, place) => $"({(char)('A' + place)}) {choice}"));
}
