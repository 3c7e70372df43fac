namespace ExT5.ExMix.Tasks;

internal static class NaturalLanguageInference
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
