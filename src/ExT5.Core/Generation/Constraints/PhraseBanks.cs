namespace ExT5.Core;

/// <summary>
/// Chooses the beams of a step so that some of each stage of fulfilment stay: Transformers'
/// <c>ConstrainedBeamSearchScorer.step_sentence_constraint</c>.
/// </summary>
internal sealed class PhraseBanks(IReadOnlyList<ForcedPhrase> phrases)
{
    private const int BankWeight = 100; // outweighs any difference of scores that beams of one step usually have

    /// <summary>Whether a row (the decoder's start first) has all phrases.</summary>
    public bool Complete(ReadOnlySpan<int> row) => Progress(row).Complete;

    /// <summary>For every row, the tokens that would bring it further.</summary>
    public List<ForcedToken> Propose(TokenHistory history)
    {
        var proposals = new List<ForcedToken>();
        for (var row = 0; row < history.Rows; row++)
        {
            var progress = Progress(history.Row(row));
            if (progress.Complete)
                continue;
            foreach (var token in progress.NextTokens())
            {
                var next = progress.Copy();
                next.Add(token);
                proposals.Add(new(row, token, next));
            }
        }

        return proposals;
    }

    /// <summary>The beams to go on with, as many as were likely.</summary>
    /// <param name="history">The rows before this step.</param>
    /// <param name="likely">The likeliest continuations, best first.</param>
    /// <param name="proposed">Those that bring rows of the same input further.</param>
    public IReadOnlyList<BeamStep> Choose(
        TokenHistory history, IReadOnlyList<BeamStep> likely, IEnumerable<(ForcedToken Token, float Score)> proposed)
    {
        List<BeamStep> steps = [.. likely];
        List<PhraseProgress> progress = [.. likely.Select(step => After(history, step))];
        foreach (var (forced, score) in proposed)
        {
            var step = new BeamStep(forced.Row, forced.Token, score);
            if (steps.Exists(other => Same(history, step, other)))
                continue;
            steps.Add(step);
            progress.Add(forced.Progress);
        }

        return steps.Count == likely.Count ? likely : [.. Dealt(steps, progress).Take(likely.Count)];
    }

    // The best of every bank, the fullest first, then the second best of every bank, and so on.
    private static IEnumerable<BeamStep> Dealt(List<BeamStep> steps, List<PhraseProgress> progress)
    {
        var banks = progress.ConvertAll(state => state.Bank);
        var ranked = Enumerable.Range(0, steps.Count)
            .OrderByDescending(index => (float)(banks[index] * BankWeight) + steps[index].Score).ToArray();
        var places = new int[ranked.Length]; // within a run of the same bank
        for (var rank = 1; rank < ranked.Length; rank++)
            places[rank] = banks[ranked[rank]] == banks[ranked[rank - 1]] ? places[rank - 1] + 1 : 0;
        return Enumerable.Range(0, ranked.Length).OrderBy(rank => places[rank]).Select(rank => steps[ranked[rank]]);
    }

    private static bool Same(TokenHistory history, BeamStep one, BeamStep other) =>
        one.Token == other.Token && history.Row(one.Row).SequenceEqual(history.Row(other.Row));

    private PhraseProgress After(TokenHistory history, BeamStep step)
    {
        var progress = Progress(history.Row(step.Row));
        progress.Add(step.Token);
        return progress;
    }

    private PhraseProgress Progress(ReadOnlySpan<int> row)
    {
        var progress = new PhraseProgress(phrases);
        foreach (var token in row)
            progress.Add(token);
        return progress;
    }
}
