namespace ExT5.Data.Tests;

/// <summary>The code of docs/prompts.md.</summary>
public sealed class PromptPageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_code_of_the_page_makes_the_texts_it_shows()
    {
        var source = new InMemorySource<Pair>([new("a", "b", true), new("c", "d", false), new("e", "f", true)], [new("g", "h", true)]);
        var vocabulary = new ByteVocabulary();
        var asked = Seq2SeqTask.Create<Pair>("rte", task => task
            .ReadFrom(source)
            .FormatWith(
                new("t5", row => new TextExample($"rte sentence1: {row.Premise} sentence2: {row.Hypothesis}", row.Follows ? "entailment" : "not_entailment")),
                new("question", row => new TextExample($"{row.Premise}\nDoes it follow that \"{row.Hypothesis}\"?\n{OptionList.Dashes("yes", "no")}", row.Follows ? "yes" : "no")))
            .WithFewShot(new FewShot(2).FittingIn(511, vocabulary)));
        var instructed = Seq2SeqTask.Create<Pair>("rte.instructed", task => task
            .ReadFrom(source)
            .Format(row => new TextExample($"{row.Premise} Does it follow that {row.Hypothesis}?", row.Follows ? "yes" : "no"))
            .WithFewShot(new FewShot(2) { Layout = PromptLayouts.NaturalInstructions("Say whether the second sentence follows from the first.") }));

        Assert.Equal(6, (await asked.OpenAsync(DatasetSplit.Train, Cancelled)).Count);
        Assert.StartsWith("Definition: Say whether", (await instructed.OpenAsync(DatasetSplit.Validation, Cancelled))[0].Input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_of_the_page_runs()
    {
        var tasks = new TaskRegistryBuilder().AddTask<string>("qa", task => task
            .ReadFrom(new InMemorySource<string>(["the same question"], ["the same question"])).Format(row => new TextExample(row, "answer"))).Build();
        var cancellationToken = Cancelled;

        var report = await new ContaminationCheck().RunAsync(tasks.Tasks, tasks.Tasks, cancellationToken);
        Console.WriteLine(report);
        var clean = tasks.Tasks.Select(task => task.Without(DatasetSplit.Train, report.TrainingRows(task.Name)));

        Assert.Empty(await clean.Single().OpenAsync(DatasetSplit.Train, Cancelled));
    }

    private sealed record Pair(string Premise, string Hypothesis, bool Follows);
}
