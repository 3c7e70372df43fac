namespace ExT5.ExMix.Tasks;

internal static class StyleAndGeneration
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
