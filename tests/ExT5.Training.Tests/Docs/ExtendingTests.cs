using ExT5.Core;
using ExT5.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Training.Tests;

/// <summary>The examples of docs/extending.md at work.</summary>
[Collection(TorchGenerator.Name)]
public sealed class ExtendingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ext5-extending").FullName;

    [Fact]
    public async Task A_source_an_objective_a_schedule_and_a_kernel_of_ones_own_train_a_model()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "train"));
        File.WriteAllText(Path.Combine(_folder, "train", "a.txt"), new string('x', 200));
        var registry = new TaskRegistryBuilder()
            .AddTask<string>("text", task => task.ReadFrom(new FolderSource(_folder)).Denoise(row => row, new Deshuffling())).Build();
        using var run = new TinyRun(
            TinyRun.Options(3), TinyRun.Config with { DropoutRate = 0 }, schedule: new HalvingSchedule(1e-2, 1, 10),
            modelOptions: new T5ModelOptions { Kernel = new PlainKernel(), Seed = 3 }, registry: registry);

        var reports = await run.TrainAsync(mixture: "text");

        Assert.Equal([0, 1e-2, 1e-2 * Math.Pow(0.5, 0.1)], reports.Select(report => report.LearningRate));
        Assert.True(reports[2].Loss < reports[0].Loss);
    }

    [Fact]
    public void A_kernel_of_ones_own_gives_the_reference_kernels_numbers()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var heads = randn([3, 2, 4, 5, 8], generator: generator).unbind(0);
        var bias = randn([1, 4, 5, 5], generator: generator);

        var difference = new PlainKernel().Attend(heads[0], heads[1], heads[2], bias, 0) - new ReferenceKernel().Attend(heads[0], heads[1], heads[2], bias, 0);

        // Two orders of the same float32 sums.
        Assert.InRange(difference.abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void A_metric_of_ones_own_is_aggregated()
    {
        var metric = new Brevity();
        double[][] measurements = [metric.Measure(new("ab", ["abc"])), metric.Measure(new("abcd", ["abc"]))];

        Assert.Equal(new MetricValue("brevity", 50), metric.Aggregate(measurements)[0]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>One row for each file of a folder.</summary>
internal sealed class FolderSource(string folder) : IDataSource<string>
{
    public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. Directory.EnumerateFiles(Path.Combine(folder, split.Name)).Order(StringComparer.Ordinal).Select(File.ReadAllText)]);
}

/// <summary>The targets are the segment itself, the inputs its tokens in random order (T5's "deshuffling").</summary>
internal sealed record Deshuffling : Objective
{
    public override int SegmentLength(BatchShape shape, Vocabulary vocabulary) => Math.Min(shape.Inputs, shape.Targets) - 1;

    public override TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random)
    {
        var shuffled = tokens.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return new TokenizedExample(shuffled, tokens.ToArray());
    }
}

/// <summary>Share of predictions that are no longer than the longest reference.</summary>
internal sealed record Brevity : IMetric
{
    public double[] Measure(Prediction prediction) =>
        [prediction.Text.Length <= prediction.References.Max(reference => reference.Length) ? 100 : 0];

    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        [new("brevity", measurements.Count == 0 ? 0 : measurements.Average(measurement => measurement[0]))];
}

/// <summary>Warms up linearly and then halves every so many steps.</summary>
internal sealed record HalvingSchedule(double Rate, long Warmup, long HalfLife) : ILearningRateSchedule
{
    public double At(long step) => step < Warmup
        ? Rate * step / Warmup
        : Rate * Math.Pow(0.5, (double)(step - Warmup) / HalfLife);
}

/// <summary>Attention written out; T5 has no 1/sqrt(d).</summary>
internal sealed class PlainKernel : IAttentionKernel
{
    public string Name => "plain";

    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
    {
        using var scope = NewDisposeScope();
        var scores = matmul(query, key.transpose(-2, -1)); // [B, H, Q, K]
        if (bias is not null) scores = scores.add(bias, Scalars.One);
        var weights = functional.dropout(functional.softmax(scores, -1), dropoutRate);
        return matmul(weights, value).MoveToOuterDisposeScope();
    }
}
