namespace ExT5.ExMix.Tasks;

internal static class Classification
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
