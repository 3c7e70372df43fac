using ExT5.Data;
using Microsoft.Extensions.DependencyInjection;

namespace ExT5.ExMix.Tests.DependencyInjection;

public sealed class ServiceCollectionExMixExtensionsTests
{
    [Fact]
    public void The_papers_mixture_is_one_call_away()
    {
        var services = new ServiceCollection();
        services.AddExMix(exmix =>
        {
            exmix.Folder = "data/exmix";
            exmix.C4 = "data/c4/{split}.jsonl.gz";
            exmix.Ratio = 2; // R: two examples of C4 for each of ExMix-R
            exmix.Cap = 300_000; // K
        });

        using var provider = services.BuildServiceProvider();
        var registry = provider.GetRequiredService<TaskRegistry>();

        Assert.Equal(108, registry.TasksOf("ext5").Count);
        Assert.Equal(48, registry.TasksOf("best_effort").Count);
    }

    [Fact]
    public void Tasks_of_ones_own_stand_beside_it()
    {
        var services = new ServiceCollection();
        services.AddExMix(exmix => exmix.Folder = "data");
        services.AddSeq2SeqTask<string>("mine", task => task.ReadFrom(new TextLinesSource("mine/{split}.txt")).Format(line => new(line, line)));
        services.AddMixture("mine_and_exmix", mixture => mixture.Add(1, "mine").Add(3, "exmix"));

        using var provider = services.BuildServiceProvider();

        Assert.Equal(108, provider.GetRequiredService<TaskRegistry>().TasksOf("mine_and_exmix").Count);
    }
}
