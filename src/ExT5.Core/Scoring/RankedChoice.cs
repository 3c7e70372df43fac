namespace ExT5.Core;

/// <summary>A choice among those offered.</summary>
/// <param name="Index">Where it stands among the choices.</param>
/// <param name="Choice">Its text.</param>
/// <param name="Score">How likely the model finds it.</param>
/// <param name="Probability">Its share when only these choices are possible: the softmax of the scores it was ranked by.</param>
public sealed record RankedChoice(int Index, string Choice, TargetScore Score, double Probability)
{
    internal static IReadOnlyList<RankedChoice> Of(
        IReadOnlyList<string> choices, IReadOnlyList<TargetScore> scores, double lengthPenalty)
    {
        var ranks = scores.Select(score => score.Normalized(lengthPenalty)).ToArray();
        var best = ranks.Max();
        var total = ranks.Sum(rank => Math.Exp(rank - best));
        return [.. ranks
            .Select((rank, index) => new RankedChoice(index, choices[index], scores[index], Math.Exp(rank - best) / total))
            .OrderByDescending(choice => ranks[choice.Index])];
    }
}
