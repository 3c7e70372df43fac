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

    [Fact]
    public async Task README_s_mixture_gives_batches()
    {
        Write("glue/cola/train.jsonl", """{"sentence": "It rains.", "label": 1}""", copies: 30);
        Write("c4/train.jsonl", """{"text": "Rivers run down from the hills to the sea.", "url": "u"}""", copies: 50);
        var vocabulary = new ByteVocabulary();
        var options = new ExMixOptions { Folder = _folder, C4 = Path.Combine(_folder, "c4", "{split}.jsonl"), Include = task => task.Name == "glue_cola" };

        // options: R, K, files of C4, a folder or the Hub, which tasks
        var registry = new TaskRegistryBuilder().AddExMix(options).Build();
        using var pipeline = await Seq2SeqPipeline.OpenAsync(registry, "ext5", vocabulary, new BatchShape(128, 512, 114), seed: 42);
        Console.WriteLine(pipeline.Explain(examples: 1_000_000)); // rates, epochs, tokens; what repeats too often or hardly appears
        PackedBatch batch = pipeline.Next();

        Assert.Equal(128 * 512, batch.EncoderInputTokens.Length);
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
