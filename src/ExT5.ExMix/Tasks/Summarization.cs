namespace ExT5.ExMix.Tasks;

internal static class Summarization
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
