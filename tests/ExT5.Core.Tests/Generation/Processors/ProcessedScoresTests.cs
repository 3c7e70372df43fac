using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class ProcessedScoresTests
{
    public static TheoryData<ILogitsProcessor> Processors() =>
    [
        new BannedSequences([3]), new EncoderNoRepeatNGram(1), new EncoderRepetitionPenalty(1.2), new EpsilonCutoff(0.1),
        new EtaCutoff(0.1), new ExponentialLengthPenalty(0, 1.1, 1), new ForcedFirstToken(2), new ForcedLastToken(1),
        new MinNewTokens(5, 1), new MinP(0.1), new NoRepeatNGram(1), new Renormalization(), new RepetitionPenalty(1.2),
        new SequenceBias(([3], 1)), new SuppressedTokens([2]), new Temperature(0.5), new TopK(2), new TopP(0.5), new Typical(0.5),
    ];

    [Theory]
    [MemberData(nameof(Processors))]
    public void Scores_leave_no_scope_they_are_in(ILogitsProcessor processor)
    {
        using var outer = NewDisposeScope();
        var history = new TokenHistory(rows: 2, startId: 0);
        history.Append([3, 4]);
        Tensor processed;

        using (NewDisposeScope())
            processed = processor.Process(history, zeros(2, 6));

        Assert.True(processed.IsInvalid);
        Assert.Equal(0, outer.DisposablesCount);
    }
}
