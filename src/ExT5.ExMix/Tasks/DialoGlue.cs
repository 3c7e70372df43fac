namespace ExT5.ExMix.Tasks;

internal static class DialoGlue
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
