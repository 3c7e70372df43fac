namespace ExT5.ExMix.Tasks;

internal static class Gem
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
