namespace ExT5.ExMix.Tasks;

internal static class TweetEval
{
    public static IReadOnlyList<ExMixTask> Tasks { get; } = [];
}
