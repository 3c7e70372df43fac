namespace ExT5.ExMix.Tasks;

internal static class ClosedBookQA
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
