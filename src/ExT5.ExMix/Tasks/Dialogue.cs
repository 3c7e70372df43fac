namespace ExT5.ExMix.Tasks;

internal static class Dialogue
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
