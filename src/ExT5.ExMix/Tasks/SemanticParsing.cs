namespace ExT5.ExMix.Tasks;

internal static class SemanticParsing
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
