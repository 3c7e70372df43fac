using System.Text.Json;

namespace ExT5.Data.Parquet.Tests;

public sealed class RealTasksTests
{
    public static TheoryData<string> Names() => [.. RealTasks.In("").Select(task => task.Name)];

    [Fact]
    public void There_are_tasks_of_all_families_with_names_of_their_own()
    {
        var tasks = RealTasks.In("");

        Assert.True(tasks.Count >= 60);
        Assert.Equal(tasks.Count, tasks.Select(task => task.Name).Distinct().Count());
        Assert.Equal(9, tasks.Select(task => task.Task.Family).Distinct().Count());
        Assert.All(tasks, task => Assert.NotEmpty(task.Task.Metrics));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_row_of_a_real_task_is_read_and_their_number_is_that_of_the_manifest(string name)
    {
        var folder = SharedFolder.Require("data");
        var task = RealTasks.In(folder).Single(each => each.Name == name);
        foreach (var split in new[] { DatasetSplit.Train, DatasetSplit.Validation })
        {
            if (Listed(folder, task, split) is not { } rows) continue;
            var examples = await task.Task.OpenAsync(split, TestContext.Current.CancellationToken);

            Assert.Equal((split == DatasetSplit.Train ? task.TrainRows : task.ValidationRows) ?? rows, examples.Count);
            Assert.All(examples, example => Assert.True(example.Input.Length > 0 && example.References.Count > 0 && example.Target is not null));
            Assert.NotEmpty(examples[0].Target);
            Assert.NotEmpty(examples[^1].Target);
        }
    }

    // The first file of the split, as files beside it hold labels or another form of the same rows; null when there is none.
    private static int? Listed(string folder, RealTask task, DatasetSplit split)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        return manifest.RootElement.GetProperty("files").EnumerateArray()
            .Where(file => file.GetProperty("task").GetString() == task.ManifestName
                && file.GetProperty("role").GetString()!.Split('+').Any(role => role == split.Name || role == $"{split.Name}-en"))
            .Select(file => (int?)file.GetProperty("rows").GetInt32()).FirstOrDefault();
    }
}
