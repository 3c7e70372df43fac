using System.Text.Json.Nodes;
using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Checkpoints;

/// <summary>A <c>trainer.json</c> that somebody changed and sealed again.</summary>
[Collection(TorchGenerator.Name)]
public sealed class TrainerFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly T5Model _reference = new(TinyRun.Config, new T5ModelOptions { Seed = 5 });

    public void Dispose()
    {
        _reference.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whatever_it_holds_a_run_resumes_from_it_or_says_that_it_cannot()
    {
        await TrainAsync();
        var checkpoint = DirectoryCheckpointStore.FindNewest(_folder.Combine("run"))!;
        var path = Path.Combine(checkpoint.Folder, "trainer.json");
        var good = File.ReadAllText(path);
        Assert.Contains("next_phase", good, StringComparison.Ordinal);
        var refused = 0;
        foreach (var (where, bad) in Changes(JsonNode.Parse(good)!))
        {
            File.WriteAllText(path, bad);
            File.Delete(Path.Combine(checkpoint.Folder, "manifest.json"));
            CheckpointManifest.Seal(checkpoint.Folder, checkpoint.Step);

            var error = await Record.ExceptionAsync(TrainAsync);

            Assert.True(error is null or ExT5TrainingException, $"{where}: {error}");
            refused += error is null ? 0 : 1;
        }

        Assert.True(refused > 60, $"Only {refused} changes were refused.");
    }

    [Theory]
    [InlineData("next_phase", "draws")]
    [InlineData("next_phase", "weights")]
    [InlineData("phase", "draws")]
    public async Task A_phase_without_one_of_its_lists_is_named(string phase, string list)
    {
        await TrainAsync();
        var checkpoint = DirectoryCheckpointStore.FindNewest(_folder.Combine("run"))!;
        var path = Path.Combine(checkpoint.Folder, "trainer.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["state"]!["pipeline"]![phase]!.AsObject().Remove(list);
        File.WriteAllText(path, json.ToJsonString());
        File.Delete(Path.Combine(checkpoint.Folder, "manifest.json"));
        CheckpointManifest.Seal(checkpoint.Folder, checkpoint.Step);

        var problem = await Assert.ThrowsAsync<CheckpointException>(TrainAsync);

        Assert.Contains(list, problem.Message, StringComparison.Ordinal);
        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
    }

    private async Task TrainAsync()
    {
        using var model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 7 });
        using var optimizer = new AdamW(model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
        // Two windows are behind and the weights have changed twice, so that a phase is in force and another comes.
        var options = TinyRun.Options(24, _folder.Combine("run"));
        options.Batch = options.Batch with { Window = 64 };
        var trainer = new Trainer(
            model, optimizer, TinyRun.Registry, new ByteVocabulary(), options, new ConstantSchedule(1e-2),
            reweighting: new DoReMiReweighting(_reference, EverySteps: 2));
        await foreach (var _ in trainer.TrainAsync("both", TestContext.Current.CancellationToken)) { }
    }

    private static IEnumerable<(string Where, string Json)> Changes(JsonNode root)
    {
        string?[] values = [null, "-1", "1e300", "9223372036854775807", "\"x\"", "[]", "{}", "[null]", "true"];
        foreach (var path in Paths(root, []).ToList())
        {
            yield return ($"without {string.Join('/', path)}", Changed(path, (parent, key) => parent.Remove(key)));
            foreach (var value in values)
            {
                yield return ($"{string.Join('/', path)} = {value ?? "null"}", Changed(path, (parent, key) => parent[key] = value is null ? null : JsonNode.Parse(value)));
            }
        }

        string Changed(IReadOnlyList<string> path, Action<JsonObject, string> change)
        {
            var copy = root.DeepClone();
            change(path.SkipLast(1).Aggregate(copy, (node, name) => node[name]!).AsObject(), path[^1]);
            return copy.ToJsonString();
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Paths(JsonNode? node, IReadOnlyList<string> path)
    {
        foreach (var (name, child) in node as JsonObject ?? [])
        {
            // What a run is, is compared as texts: one of each kind of change is enough there.
            if (path.Contains("run") && name != "seed") continue;
            yield return [.. path, name];
            foreach (var deeper in Paths(child, [.. path, name])) yield return deeper;
        }
    }
}
