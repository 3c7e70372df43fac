using ExT5.Data;

namespace ExT5.Training.Tests;

public sealed class LossTallyTests
{
    [Fact]
    public void Losses_are_averaged_over_the_target_tokens_of_each_task_and_family()
    {
        var tally = new LossTally([Task("a", TaskFamily.Inference), Task("b", TaskFamily.Inference), Task("c", TaskFamily.Dialogue), Task("unseen", TaskFamily.Dialogue)]);

        tally.Add(Batch([0, 0, 1, -1], [1, 1, 1, 0]), [1, 2, 6, 99]);
        tally.Add(Batch([0, 2, 2, -1], [1, 1, 1, 0]), [3, 4, 8, 99]);

        Assert.Equal(new() { ["a"] = 2, ["b"] = 6, ["c"] = 6 }, tally.ByTask.ToDictionary());
        Assert.Equal(new() { [TaskFamily.Inference] = 3, [TaskFamily.Dialogue] = 6 }, tally.ByFamily.ToDictionary());
        Assert.Equal(4, tally.Mean);
    }

    private static Seq2SeqTask Task(string name, TaskFamily family) => Seq2SeqTask.Create<TextExample>(
        name, task => task.InFamily(family).ReadFrom(new InMemoryRows<TextExample>([])).Format(row => row));

    private static PackedBatch Batch(int[] tasks, float[] weights) => new()
    {
        Shape = new BatchShape(1, 2, tasks.Length),
        EncoderInputTokens = [],
        EncoderSegmentIds = [],
        EncoderPositions = [],
        DecoderTargetTokens = [],
        DecoderInputTokens = [],
        DecoderSegmentIds = [],
        DecoderPositions = [],
        DecoderLossWeights = weights,
        DecoderTaskIds = tasks,
    };
}
