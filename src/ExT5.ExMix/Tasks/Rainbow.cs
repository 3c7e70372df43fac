namespace ExT5.ExMix.Tasks;

internal static class Rainbow
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
