using System.Text.Json.Nodes;
using ExT5.Data;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class ChangedDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_does_not_go_on_with_an_edited_file_and_names_task_and_file(bool sameSize)
    {
        WriteRows("data", "red");
        await TrainAsync("data", stopAfter: 1);
        WriteRows("data", sameSize ? "tan" : "green");

        var refusal = await Assert.ThrowsAsync<ChangedRunException>(() => TrainAsync("data"));

        var change = Assert.Single(refusal.DataChanges);
        Assert.Equal("colours", change.Task);
        Assert.Contains($"'{_folder.Combine("data/train.jsonl")}' changed", change.What, StringComparison.Ordinal);
        Assert.Equal([$"data of {change}"], refusal.Differences);
        Assert.Contains("task 'colours'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_goes_on_with_edited_rows_when_that_is_allowed_and_compares_with_them_from_then_on()
    {
        WriteRows("data", "red");
        await TrainAsync("data", stopAfter: 1);
        WriteRows("data", "tan");

        Assert.Equal(2, (await TrainAsync("data", stopAfter: 2, options => options.AllowChangedRun = true))[0].Step);
        Assert.Equal(3, (await TrainAsync("data", stopAfter: 3))[0].Step);
    }

    [Fact]
    public async Task A_run_goes_on_with_a_copied_data_set_whose_files_have_another_folder_and_time()
    {
        WriteRows("data", "red");
        await TrainAsync("data", stopAfter: 1);
        WriteRows("copy", "red", DateTime.UtcNow.AddDays(-3));

        Assert.Equal(2, (await TrainAsync("copy", stopAfter: 2))[0].Step);
    }

    [Fact]
    public async Task A_run_does_not_go_on_with_edited_rows_in_memory()
    {
        await TrainAsync(Memory("red"), stopAfter: 1);

        var refusal = await Assert.ThrowsAsync<ChangedRunException>(() => TrainAsync(Memory("tan")));

        Assert.Equal(new TaskDataChange("colours", "its rows give other text"), Assert.Single(refusal.DataChanges));
    }

    [Fact]
    public async Task A_checkpoint_that_does_not_tell_its_rows_is_still_gone_on_from()
    {
        await TrainAsync(Memory("red"), stopAfter: 1);
        var folder = DirectoryCheckpointStore.FindNewest(_folder.Combine("run"))!.Folder;
        var trainer = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "trainer.json")))!.AsObject();
        Assert.True(trainer.Remove("data"));
        File.WriteAllText(Path.Combine(folder, "trainer.json"), trainer.ToJsonString());
        File.Delete(Path.Combine(folder, CheckpointManifest.FileName));
        CheckpointManifest.Seal(folder, 1);

        Assert.Equal(2, (await TrainAsync(Memory("tan"), stopAfter: 2))[0].Step);
    }

    [Theory]
    [InlineData("""[null]""")]
    [InlineData("""[{"task":"a","rate":1,"examples":1,"format_version":"1","formatted_text":"x"}]""")]
    [InlineData("""[{"task":"a","rate":1,"examples":1,"format_version":"1","formatted_text":"x","files":[{"path":"x","bytes":-1,"changed":0}]}]""")]
    public async Task A_checkpoint_with_half_a_task_is_refused(string data)
    {
        await TrainAsync(Memory("red"), stopAfter: 1);
        var folder = DirectoryCheckpointStore.FindNewest(_folder.Combine("run"))!.Folder;
        var trainer = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "trainer.json")))!.AsObject();
        trainer["data"] = JsonNode.Parse(data);
        File.WriteAllText(Path.Combine(folder, "trainer.json"), trainer.ToJsonString());

        Assert.Throws<CheckpointException>(() => TrainerFile.Read(folder));
    }

    private static TaskRegistry Memory(string colour) => Registry(new InMemorySource<string>([.. Rows(colour)]));

    private static IEnumerable<string> Rows(string colour) => Enumerable.Range(0, 200).Select(i => i == 77 ? colour : $"blue {i}");

    private void WriteRows(string folder, string colour, DateTime? time = null)
    {
        Directory.CreateDirectory(_folder.Combine(folder));
        var path = _folder.Combine($"{folder}/train.jsonl");
        File.WriteAllLines(path, Rows(colour).Select(row => $$"""{"text":"{{row}}"}"""));
        if (time is { } at) File.SetLastWriteTimeUtc(path, at);
    }

    private static TaskRegistry Registry(IDataSource<string> source) => new TaskRegistryBuilder()
        .AddTask<string>("colours", task => task.ReadFrom(source).Format(row => new(row, row)))
        .AddTask<string>("texts", task => task.ReadFrom(new InMemorySource<string>(["some text to denoise"])).Denoise(row => row, new SpanCorruption()))
        .AddMixture("both", mixture => mixture.Add(1, "colours", "texts")).Build();

    private Task<List<StepReport>> TrainAsync(string folder, long stopAfter = long.MaxValue, Action<TrainingOptions>? change = null) =>
        TrainAsync(Registry(new JsonLinesSource<string>(_folder.Combine(folder + "/{split}.jsonl"), row => row.Text("text"))), stopAfter, change);

    private async Task<List<StepReport>> TrainAsync(TaskRegistry registry, long stopAfter = long.MaxValue, Action<TrainingOptions>? change = null)
    {
        var options = TinyRun.Options(4, _folder.Combine("run"));
        change?.Invoke(options);
        using var run = new TinyRun(options, registry: registry);
        return await run.TrainAsync(stopAfter);
    }
}
