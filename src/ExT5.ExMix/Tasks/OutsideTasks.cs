namespace ExT5.ExMix.Tasks;

internal static class OutsideTasks
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
