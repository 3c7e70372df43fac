using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>The examples of docs/using-models.md at work, on a model folder with weights nobody trained.</summary>
public sealed class UsingModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ByteVocabulary _vocabulary = new();

    public UsingModelsTests()
    {
        using var model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 5 });
        model.Save(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_generates_by_every_strategy()
    {
        var first = UsingModels.Generate(_folder.Path, _vocabulary, "It rained.", ["who?", "why then?"]);
        var again = UsingModels.Generate(_folder.Path, _vocabulary, "It rained.", ["who?", "why then?"]);

        Assert.Equal((first.Summary, first.Story), (again.Summary, again.Story));
        Assert.Equal(2, first.Answers.Count);
        Assert.All(first.Answers, answer => Assert.InRange(answer.Ids.Count, 0, 16));
    }

    [Fact]
    public async Task A_folder_streams()
    {
        using var generator = T5Generator.Load(_folder.Path, _vocabulary);

        var (streamed, atOnce) = await UsingModels.StreamAsync(generator, "It rained.", TestContext.Current.CancellationToken);

        Assert.Equal(atOnce, streamed);
    }

    [Fact]
    public void A_folder_answers_with_one_of_the_choices()
    {
        using var generator = T5Generator.Load(_folder.Path, _vocabulary);

        Assert.Contains(UsingModels.Choose(generator, _vocabulary, "I liked it."), new[] { "negative", "positive" });
    }

    [Fact]
    public void A_folder_scores_and_embeds()
    {
        var (best, perplexity, vectors) = UsingModels.ScoreAndEmbed(_folder.Path, _vocabulary);

        Assert.InRange(best.Probability, 0.5, 1);
        Assert.True(perplexity > 1);
        Assert.All(vectors, vector => Assert.Equal(1, Math.Sqrt(vector.Sum(x => (double)x * x)), 1e-5));
    }
}
