using System.Text.Json;

namespace ExT5.Data.Tests;

public class ScheduledPipelineTests
{
    private static readonly BatchShape Shape = new(8, 24, 12) { Window = 4096 };

    [Fact]
    public async Task Rates_follow_their_schedule()
    {
        using var pipeline = await OpenAsync(until: 4 * 4096);

        double Share(long position) => Enumerable.Range(0, 4096).Count(i => pipeline.Sample(position + i).Task == 1) / 4096.0;

        Assert.Equal([0, 0.2, 1.0 / 3, 3.0 / 7, 0.5], Enumerable.Range(0, 5).Select(phase => Share(phase * 4096)), (a, b) => Math.Abs(a - b) < 0.002);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(700)]
    public async Task A_run_goes_on_from_a_state_that_counts_the_draws(int batches)
    {
        using var whole = await OpenAsync(until: 4 * 4096);
        for (var i = 0; i < batches; i++) whole.Next();
        using var resumed = await OpenAsync(until: 4 * 4096);

        resumed.State = JsonSerializer.Deserialize<PipelineState>(JsonSerializer.Serialize(whole.State))!;

        Assert.Equal(whole.State.Window * Shape.Window, resumed.State.Phase!.Position);
        for (var i = 0; i < 1000; i++) Assert.Equal(whole.Next().EncoderInputTokens, resumed.Next().EncoderInputTokens);
        Assert.Equal(whole.State.ExampleHash, resumed.State.ExampleHash);
    }

    [Fact]
    public async Task Weights_given_to_a_pipeline_end_its_schedule()
    {
        using var pipeline = await OpenAsync(until: 4 * 4096);
        pipeline.Next();
        pipeline.Reweight([0, 1]);
        using var resumed = await OpenAsync(until: 4 * 4096);

        resumed.State = JsonSerializer.Deserialize<PipelineState>(JsonSerializer.Serialize(pipeline.State))!;
        while (resumed.State.Window < 2) resumed.Next();

        Assert.All(Enumerable.Range(0, 50), _ => Assert.DoesNotContain(0, resumed.Next().DecoderTaskIds));
    }

    [Fact]
    public async Task Another_schedule_has_another_fingerprint()
    {
        using var one = await OpenAsync(until: 10_000);
        using var other = await OpenAsync(until: 10_001 * 4096L);

        Assert.NotEqual(one.OrderFingerprint, other.OrderFingerprint);
    }

    private static Task<Seq2SeqPipeline> OpenAsync(long until)
    {
        var registry = new TaskRegistryBuilder();
        foreach (var name in new[] { "a", "b" })
            registry.AddTask<int>(name, task => task.ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, 50)])).Format(row => new($"{name} {row}", $"{name}{row}")));
        registry.AddMixture("mix", mix => mix.Add(1, "a").Add(MixingRate.Linear(0, 1, until), "b"));
        return Seq2SeqPipeline.OpenAsync(
            registry.Build(), "mix", new ByteVocabulary(), Shape, 3, options: new() { Workers = 1 }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
