using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Single datasets of pairs: paraphrases, and passages that answer a query.</summary>
internal static class ParaphraseAndRanking
{
    private static readonly ClassLabel Paraphrase = new("not_paraphrase", "paraphrase");
    private static readonly ClassLabel Relevance = new("false", "true");

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        new TaskGroup(null, MembershipConfidence.FillIn, new("fill-in", "T0's list of datasets", "ours")).Task(
            "paws_wiki", OtherFamilies.Paraphrase, 49_401, new DatasetReference("google-research-datasets/paws", "labeled_final"),
            "paws sentence1: {sentence1} sentence2: {sentence2} -> not_paraphrase | paraphrase", "accuracy",
            row => SentencePairRow.From(row, Paraphrase),
            row => Paraphrase.Example($"paws sentence1: {row.Sentence1} sentence2: {row.Sentence2}", row.Label), new Accuracy()),
        new TaskGroup(null, MembershipConfidence.Low, new(
            "recalled: an early version of the paper had a ranking result",
            "recalled: training queries with their right passages; as many wrong ones are added", "ours, after monoT5")).Task(
            "ms_marco", OtherFamilies.Ranking, 532_761,
            "ms_marco query: {query} document: {passage} relevant: -> true | false; training takes a wrong passage for each right one",
            "MRR@10, F1 of true",
            [new(new DatasetReference("microsoft/ms_marco", "v2.1"), Recipe.Expanding(RankedQueryRow.From, Ranked))],
            new MeanReciprocalRank(), new F1WithInvalid("false", "true")) with { RanksChoices = true },
    ];

    private static IEnumerable<TextExample> Ranked(RankedQueryRow query, DatasetSplit split)
    {
        var passages = split == DatasetSplit.Train ? query.Balanced() : query.Passages;
        return passages.Select(passage =>
        {
            var input = $"ms_marco query: {query.Query} document: {passage.Text} relevant:";
            return Relevance.Example(input, Relevance[passage.Relevant ? 1 : 0]) with { Group = query.Id };
        });
    }
}
