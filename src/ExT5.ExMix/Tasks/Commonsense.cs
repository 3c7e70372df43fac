namespace ExT5.ExMix.Tasks;

internal static class Commonsense
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
