using System.Text;
using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>The examples of docs/using-models.md at work, on a model folder with weights nobody trained.</summary>
public sealed class UsingModelsTests : IDisposable
{
    private static readonly GenerationLimits Short = new(MaxNewTokens: 12);
    private readonly TemporaryFolder _folder = new();
    private readonly ByteVocabulary vocabulary = new();

    public UsingModelsTests()
    {
        using var model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 5 });
        model.Save(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_generates_by_every_strategy()
    {
        var (folder, article, questions) = (_folder.Path, "It rained.", new[] { "who?", "why then?" });

        using var generator = T5Generator.Load(folder, vocabulary);
        var summary = generator.Generate("summarize: " + article, new BeamSearch(Width: 4, LengthPenalty: 0.6), Short);
        var answers = generator.Generate(questions, new GreedySearch(), new GenerationLimits(MaxNewTokens: 16));
        var story = generator.Generate("continue: " + article, new Sampling(Seed: 1, Temperature: 0.7, TopP: 0.9), Short);

        Assert.Equal(summary, generator.Generate(["summarize: " + article], new BeamSearch(4, 0.6), Short)[0].Text);
        Assert.Equal(questions.Length, answers.Count);
        Assert.All(answers, answer => Assert.InRange(answer.Ids.Count, 0, 16));
        Assert.Equal(story, generator.Generate("continue: " + article, new Sampling(Seed: 1, Temperature: 0.7, TopP: 0.9), Short));
    }

    [Fact]
    public async Task A_folder_streams()
    {
        using var generator = T5Generator.Load(_folder.Path, vocabulary);
        var (text, output, stopping) = ("It rained.", new StringBuilder(), TestContext.Current.CancellationToken);

        var strategy = new GreedySearch { Processors = [new NoRepeatNGram(3)] };
        var limits = new GenerationLimits(MaxNewTokens: 40) { StoppingCriteria = [new StopStrings("\n\n"), new MaxTime(TimeSpan.FromSeconds(10))] };
        await foreach (var piece in generator.GenerateStreamingAsync("simplify: " + text, strategy, limits, stopping))
            output.Append(piece);

        Assert.Equal(generator.Generate("simplify: " + text, strategy, limits), output.ToString());
    }

    [Fact]
    public void A_folder_answers_with_one_of_the_choices()
    {
        using var generator = T5Generator.Load(_folder.Path, vocabulary);
        var review = "I liked it.";

        var choices = ChoicesTrie.FromTexts(["negative", "positive"], vocabulary);
        var strategy = new BeamSearch(Width: 2) { Processors = [new AllowedChoices(choices)] };
        var sentiment = generator.Generate("sst2 sentence: " + review, strategy, new GenerationLimits(choices.MaxNewTokens));

        Assert.Contains(sentiment, new[] { "negative", "positive" });
    }

    [Fact]
    public void A_folder_scores_and_embeds()
    {
        var folder = _folder.Path;

        using var model = T5Model.Load(folder);
        var scorer = new T5Scorer(model, vocabulary);
        var best = scorer.Rank("copa premise: It rained. question: effect", ["The ground was wet.", "The sun shone."])[0];
        var perplexity = scorer.Perplexity([new("question: capital of France?", "Paris"), new("question: capital of Peru?", "Lima")]);
        var vectors = new T5Embedder(model, vocabulary).Embed(["a cat", "a dog", "a tensor"]);

        Assert.InRange(best.Probability, 0.5, 1);
        Assert.True(perplexity > 1);
        Assert.All(vectors, vector => Assert.Equal(1, Math.Sqrt(vector.Sum(x => (double)x * x)), 1e-5));
    }
}
