namespace ExT5.Data.Tests;

/// <summary>The code of docs/batches.md.</summary>
public sealed class BatchesPageTests
{
    [Fact]
    public async Task The_end_of_a_dialogue_stays()
    {
        var dialogues = new InMemorySource<(string Turns, string Answer)>([("hello - hi - how are you?", "fine")]);
        var registry = new TaskRegistryBuilder().AddTask<(string Turns, string Answer)>("dialogues", task =>
        {
            task.ReadFrom(dialogues).Format(row => new(row.Turns, row.Answer)).Truncate(inputs: TruncationSide.Left);
        }).Build();
        using var pipeline = await Seq2SeqPipeline.OpenAsync(
            registry, "dialogues", new ByteVocabulary(), new BatchShape(1, 13, 8), 0, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("how are you?", new ByteVocabulary().Decode(pipeline.Sample(0).Example.Inputs));
    }

    [Fact]
    public void The_answer_is_what_counts()
    {
        var question = "2 + 2?";
        var example =
            new TextExample(question, "Let me think: 2 + 2 = 4. The answer is 4.") { TargetWeights = [new(Start: 25, Length: 16)] };

        var tokenized = new ExampleTokenizer(new ByteVocabulary(), new BatchShape(1, 64, 64)).Tokenize(example);

        Assert.Equal("The answer is 4.", new ByteVocabulary().Decode([.. tokenized.Targets.Where((_, i) => tokenized.TargetWeights![i] > 0)]));
    }
}
