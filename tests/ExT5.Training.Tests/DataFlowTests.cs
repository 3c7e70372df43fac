using System.Globalization;
using System.Text;
using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

/// <summary>Writes docs/data-flow.md: one real row through every stage, with the ids it really has.</summary>
[Collection(TorchGenerator.Name)]
public sealed class DataFlowTests
{
    private const string Update = "EXT5_WRITE_DOCS";

    private static readonly T5Vocabulary Vocabulary = T5Vocabulary.Load(
        Path.Combine(SharedFolder.RepositoryRoot, "samples", "Pretrain", "assets", "apidocs.8k.model"));

    [Fact]
    public async Task The_page_about_the_way_of_a_row_shows_what_the_code_does()
    {
        var path = Path.Combine(SharedFolder.RepositoryRoot, "docs", "data-flow.md");
        var page = await PageAsync();

        // To write the page anew after a change: EXT5_WRITE_DOCS=1 dotnet test -c Release tests/ExT5.Training.Tests
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);

        Assert.Equal(page, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    private static async Task<string> PageAsync()
    {
        var page = new StringBuilder("# The way of one row\n\nThis page is written by `DataFlowTests`; every id on it is real.\n");
        var registry = Registry();
        var text = (await registry.Task("exception_type").OpenAsync(DatasetSplit.Train))[0];
        page.Append(Line($"\n## Row to text (`Seq2SeqTask`)\nInput: `{text.Input}`  \nTarget: `{text.Target}`\n"));

        var shape = new BatchShape(Sequences: 1, Inputs: 64, Targets: 32) { Window = 64 };
        using var pipeline = await Seq2SeqPipeline.OpenAsync(registry, "mixture", Vocabulary, shape, seed: 7);
        page.Append("\n## Mixture to examples (`MixtureSampler`, `ExampleTokenizer`, `SpanCorruption`)\n");
        for (var position = 0; position < 2; position++)
            Append(page, position, pipeline.Sample(position), pipeline.Tasks);

        var batch = pipeline.Next();
        page.Append(Line($"\n## Examples to a batch (`SequencePacker`), shape {shape.Sequences} x {shape.Inputs} -> {shape.Targets}\n```\n"));
        Append(page, "encoder tokens      ", batch.EncoderInputTokens);
        Append(page, "encoder segment ids ", batch.EncoderSegmentIds);
        Append(page, "decoder targets     ", batch.DecoderTargetTokens);
        Append(page, "decoder inputs      ", batch.DecoderInputTokens);
        Append(page, "decoder segment ids ", batch.DecoderSegmentIds);
        Append(page, "decoder positions   ", batch.DecoderPositions);
        Append(page, "task ids            ", batch.DecoderTaskIds);
        page.Append("```\n");
        AppendModel(page, batch);
        return page.ToString();
    }

    private static void AppendModel(StringBuilder page, PackedBatch batch)
    {
        using var scope = NewDisposeScope();
        using var model = new T5Model(
            TinyRun.Config with { VocabularySize = 8_128, DropoutRate = 0 }, new T5ModelOptions { Seed = 1 });
        using var optimizer = new Adafactor(model.named_parameters(), AdafactorOptions.T5Pretrain);
        var tensors = DeviceBatch.From(batch, model.Config);
        var logits = model.forward(tensors.Inputs);
        var loss = new Seq2SeqLoss(Normalization: LossNormalization.TargetTokens).Compute(logits, tensors.Targets);
        loss.Loss.backward();
        optimizer.Step(new InverseSquareRootSchedule().At(0));
        var after = new Seq2SeqLoss(Normalization: LossNormalization.TargetTokens).Compute(model.forward(tensors.Inputs), tensors.Targets);
        page.Append(Line($"\n## Batch to a step (`T5Model`, `Seq2SeqLoss`, `Adafactor`)\n"));
        page.Append(Line($"Logits `[{string.Join(", ", logits.shape)}]`; {batch.DecoderLossWeights.Sum()} targets count. "));
        page.Append(Line($"A new model of {model.Config.ParameterCount:N0} parameters has loss {loss.Loss.item<float>():F1} (guessing: ln 8128 = {Math.Log(8128):F1}), "));
        page.Append(Line($"after one step on this batch {after.Loss.item<float>():F1}.\n"));
    }

    private static void Append(StringBuilder page, int position, (TokenizedExample Example, int Task) drawn, IReadOnlyList<Seq2SeqTask> tasks) =>
        page.Append(Line($"\nPosition {position} draws `{tasks[drawn.Task].Name}`:\n```\n"))
            .Append(Line($"inputs   {Pieces(drawn.Example.Inputs)}\n         {string.Join(' ', drawn.Example.Inputs)}\n"))
            .Append(Line($"targets  {Pieces(drawn.Example.Targets)}\n         {string.Join(' ', drawn.Example.Targets)}\n```\n"));

    private static void Append(StringBuilder page, string name, int[] values) => page.Append(Line($"{name} {string.Join(' ', values)}\n"));

    private static string Pieces(int[] ids) => string.Join('|', ids.Select(id =>
        id == Vocabulary.EosId ? "</s>" : Vocabulary.Decode([id], keepSentinels: true)));

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    // Summaries and a condition as the documentation of System.String has them.
    private static TaskRegistry Registry() => new TaskRegistryBuilder()
        .AddTask<(string Condition, string Exception)>("exception_type", task => task
            .InFamily(TaskFamily.Classification)
            .ReadFrom(new InMemorySource<(string, string)>([("startIndex is less than 0 or greater than the length of this string.", "ArgumentOutOfRangeException")]))
            .Format(row => new($"exception_type condition: {row.Condition}", row.Exception)))
        .AddTask<string>("docs_text", task => task
            .ReadFrom(new InMemorySource<string>(["Reports the zero-based index of the first occurrence of the specified string in this instance. The search starts at a specified character position and examines a specified number of character positions."]))
            .Denoise(row => row, new SpanCorruption()))
        .AddMixture("mixture", mix => mix.AddRatio(1, "docs_text", "exception_type"))
        .Build();
}
