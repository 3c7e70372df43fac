namespace ExT5.ExMix.Tasks;

internal static class SuperGlue
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
