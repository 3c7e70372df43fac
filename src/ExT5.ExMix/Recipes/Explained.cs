namespace ExT5.ExMix.Recipes;

/// <summary>An answer with its explanations as WT5 writes them: <c>{answer} explanation: {first} explanation: {second}</c>.</summary>
internal static class Explained
{
    public static string Of(string answer, IEnumerable<string> explanations) =>
        string.Join(" explanation: ", explanations.Prepend(answer));
}
