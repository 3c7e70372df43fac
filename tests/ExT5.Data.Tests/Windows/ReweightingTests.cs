using System.Text.Json;

namespace ExT5.Data.Tests;

public class ReweightingTests
{
    private static readonly BatchShape Shape = new(8, 24, 12) { Window = 64 };

    [Fact]
    public async Task New_weights_hold_from_the_next_window_on()
    {
        using var pipeline = await OpenAsync();
        pipeline.Next();

        pipeline.Reweight([0, 1]);
        var tasks = TasksUntil(pipeline, window: 3);

        Assert.Contains(0, tasks[0]);
        Assert.All(tasks[1..], window => Assert.DoesNotContain(0, window));
    }

    [Fact]
    public async Task Weights_given_before_the_first_batch_hold_from_the_start()
    {
        using var pipeline = await OpenAsync();

        pipeline.Reweight([1, 0]);
        pipeline.Reweight([0, 1]);

        Assert.All(TasksUntil(pipeline, window: 2), window => Assert.DoesNotContain(0, window));
    }

    [Fact]
    public async Task A_window_that_was_begun_goes_on_as_it_was()
    {
        using var reweighted = await OpenAsync();
        using var usual = await OpenAsync();
        Assert.Equal(usual.Next().EncoderInputTokens, reweighted.Next().EncoderInputTokens);

        reweighted.Reweight([0, 1]);

        while (usual.State.Window == 0 || reweighted.State.Window == 0)
        {
            var (expected, found) = (usual.Next(), reweighted.Next());
            if (usual.State.Window == 0) Assert.Equal(expected.EncoderInputTokens, found.EncoderInputTokens);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public async Task A_run_goes_on_from_a_state_with_weights(int batchesAfter)
    {
        using var whole = await OpenAsync();
        for (var i = 0; i < 3; i++) whole.Next();
        whole.Reweight([0.2, 0.8]);
        for (var i = 0; i < batchesAfter; i++) whole.Next();
        using var resumed = await OpenAsync();

        resumed.State = JsonSerializer.Deserialize<PipelineState>(JsonSerializer.Serialize(whole.State))!;

        for (var i = 0; i < 40; i++) Assert.Equal(whole.Next().EncoderInputTokens, resumed.Next().EncoderInputTokens);
        Assert.Equal(whole.State.ExampleHash, resumed.State.ExampleHash);
    }

    [Fact]
    public async Task Epochs_go_on_where_they_stood()
    {
        using var pipeline = await OpenAsync();
        var seen = new List<string>();
        while (seen.Count(text => text.StartsWith('b')) < 50)
        {
            seen.AddRange(PackedRows.Of(pipeline.Next()).Select(each => new ByteVocabulary().Decode(each.Example.Targets)));
            if (seen.Count is > 20 and < 60) pipeline.Reweight([0.1, 0.9]);
        }

        // 50 rows of b: windows reorder draws, so an epoch is complete at the latest one window later.
        while (seen.Where(text => text.StartsWith('b')).Distinct().Count() < 50)
            seen.AddRange(PackedRows.Of(pipeline.Next()).Select(each => new ByteVocabulary().Decode(each.Example.Targets)));
        Assert.InRange(seen.Where(text => text.StartsWith('b')).CountBy(text => text).Max(pair => pair.Value), 1, 3);
    }

    [Fact]
    public async Task Weights_for_other_tasks_are_refused()
    {
        using var pipeline = await OpenAsync();

        Assert.Throws<RegistryException>(() => pipeline.Reweight([1]));
        Assert.Throws<RegistryException>(() => pipeline.Reweight([1, double.NaN]));
        Assert.Equal(PipelineState.Start, pipeline.State);
    }

    private static List<HashSet<int>> TasksUntil(Seq2SeqPipeline pipeline, long window)
    {
        var tasks = new List<HashSet<int>>();
        while (pipeline.State.Window < window)
        {
            var before = pipeline.State.Window;
            var batch = pipeline.Next();
            // A batch that reaches into the next window says nothing about either.
            if (pipeline.State.Window != before && tasks.Count > 0) continue;
            while (tasks.Count <= before) tasks.Add([]);
            tasks[(int)before].UnionWith(batch.DecoderTaskIds.Where(id => id >= 0));
        }

        return tasks;
    }

    private static Task<Seq2SeqPipeline> OpenAsync()
    {
        var registry = new TaskRegistryBuilder();
        foreach (var name in new[] { "a", "b" })
            registry.AddTask<int>(name, task => task.ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, 50)])).Format(row => new($"{name} {row}", $"{name}{row}")));
        registry.AddMixture("mix", mix => mix.Add(1, "a", "b"));
        return Seq2SeqPipeline.OpenAsync(
            registry.Build(), "mix", new ByteVocabulary(), Shape, 3, options: new() { Workers = 2 }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
