namespace ExT5.ExMix.Tasks;

internal static class ReadingComprehension
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
