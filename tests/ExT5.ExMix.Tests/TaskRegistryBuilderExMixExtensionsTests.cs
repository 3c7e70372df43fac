using ExT5.Data;

namespace ExT5.ExMix.Tests;

public sealed class TaskRegistryBuilderExMixExtensionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmix-registry").FullName;

    [Fact]
    public void Only_included_tasks_and_the_mixtures_they_fill_are_registered()
    {
        var registry = new TaskRegistryBuilder().AddExMix(new ExMixOptions
        {
            Folder = "data",
            Include = task => task.Group == "GLUE",
            IncludeOutside = false,
        }).Build();

        Assert.Equal(8, registry.Tasks.Count);
        Assert.Equal(["exmix", "best_effort", "nli", "cls", "nli_table1", "glue"], registry.Mixtures.Select(mixture => mixture.Name));
    }

    [Fact]
    public async Task C4_is_denoised_beside_the_mixture()
    {
        File.WriteAllText(Path.Combine(_folder, "train.jsonl"), """{"text": "A page.", "url": "u"}""");
        var registry = new TaskRegistryBuilder().AddExMix(new ExMixOptions { Folder = "data", C4 = Path.Combine(_folder, "{split}.jsonl") }).Build();

        var task = registry.Task("c4");
        var rows = await task.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        Assert.Equal(new SpanCorruption(), task.Objective);
        Assert.Equal("A page.", Assert.Single(rows).Target);
        Assert.Contains(registry.Mixtures, mixture => mixture.Name == "ext5");
    }

    [Fact]
    public void Without_C4_there_is_no_ExT5_mixture() => Assert.DoesNotContain(
        new TaskRegistryBuilder().AddExMix(new ExMixOptions { Folder = "data" }).Build().Mixtures, mixture => mixture.Name == "ext5");

    [Fact]
    public void A_choice_of_no_task_is_refused() => Assert.Throws<RegistryException>(
        () => new TaskRegistryBuilder().AddExMix(new ExMixOptions { Folder = "data", Include = _ => false }));

    [Fact]
    public async Task Files_may_come_from_anywhere()
    {
        File.WriteAllText(Path.Combine(_folder, "train.jsonl"), """{"sentence": "s", "label": 1}""");
        var registry = new TaskRegistryBuilder().AddExMix(new ExMixOptions { FilesOf = _ => Path.Combine(_folder, "{split}.jsonl") }).Build();

        var rows = await registry.Task("glue_sst2").OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);

        Assert.Equal("positive", Assert.Single(rows).Target);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
