namespace ExT5.ExMix.Tasks;

internal static class ParaphraseAndRanking
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
