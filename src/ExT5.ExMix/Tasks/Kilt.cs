namespace ExT5.ExMix.Tasks;

internal static class Kilt
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
