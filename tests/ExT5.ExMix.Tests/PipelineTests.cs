using ExT5.Data;

namespace ExT5.ExMix.Tests;

/// <summary>From files in a folder to examples of the paper's mixture.</summary>
public sealed class PipelineTests : IDisposable
{
    private const int Draws = 600;
    private readonly string _folder = Directory.CreateTempSubdirectory("exmix-pipeline").FullName;

    [Fact]
    public async Task The_mixture_with_C4_is_sampled_from_a_folder_at_R_two()
    {
        Write("glue/cola/train.jsonl", """{"sentence": "It rains.", "label": 1}""", copies: 30);
        Write("glue/sst2/train.csv", "sentence,label\n" + string.Concat(Enumerable.Repeat("a fine film,1\n", 60)));
        Write("c4/train.jsonl", """{"text": "Rivers run down from the hills to the sea.", "url": "u"}""", copies: 50);
        var registry = new TaskRegistryBuilder().AddExMix(new ExMixOptions
        {
            Folder = _folder,
            C4 = Path.Combine(_folder, "c4", "{split}.jsonl"),
            Include = task => task.Name is "glue_cola" or "glue_sst2",
        }).Build();

        using var pipeline = await Seq2SeqPipeline.OpenAsync(
            registry, "ext5", new ByteVocabulary(), new BatchShape(1, 64, 32), seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        // R = 2 gives C4 two thirds; 30 and 60 examples share the rest one to two.
        Assert.Equal(2.0 / 3, ShareOf(pipeline, "c4"), 9);
        Assert.Equal(1.0 / 9, ShareOf(pipeline, "glue_cola"), 9);
        var drawn = Enumerable.Range(0, Draws).CountBy(position => pipeline.Tasks[pipeline.Sample(position).Task].Name).ToDictionary();
        Assert.InRange(drawn["c4"], 0.6 * Draws, 0.73 * Draws);
        Assert.Equal(3, drawn.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static double ShareOf(Seq2SeqPipeline pipeline, string task) =>
        pipeline.Shares.Single(share => share.Name == task).Weight / pipeline.Shares.Sum(share => share.Weight);

    private void Write(string file, string text, int copies = 1)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, Enumerable.Repeat(text, copies));
    }
}
