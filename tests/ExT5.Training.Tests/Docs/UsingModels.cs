using System.Text;
using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>The examples of docs/using-models.md.</summary>
internal static class UsingModels
{
    private static readonly GenerationLimits Short = new(MaxNewTokens: 12);

    public static (string Summary, IReadOnlyList<GeneratedText> Answers, string Story) Generate(
        string folder, Vocabulary vocabulary, string article, string[] questions)
    {
        using var generator = T5Generator.Load(folder, vocabulary);
        var summary = generator.Generate("summarize: " + article, new BeamSearch(Width: 4, LengthPenalty: 0.6), Short);
        var answers = generator.Generate(questions, new GreedySearch(), new GenerationLimits(MaxNewTokens: 16));
        var story = generator.Generate("continue: " + article, new Sampling(Seed: 1, Temperature: 0.7, TopP: 0.9), Short);
        return (summary, answers, story);
    }

    public static async Task<(string Streamed, string AtOnce)> StreamAsync(T5Generator generator, string text, CancellationToken stopping)
    {
        var output = new StringBuilder();
        var strategy = new GreedySearch { Processors = [new NoRepeatNGram(3)] };
        var limits = new GenerationLimits(MaxNewTokens: 40) { StoppingCriteria = [new StopStrings("\n\n"), new MaxTime(TimeSpan.FromMinutes(1))] };
        await foreach (var piece in generator.GenerateStreamingAsync("simplify: " + text, strategy, limits, stopping))
            output.Append(piece);
        return (output.ToString(), generator.Generate("simplify: " + text, strategy, limits, stopping));
    }

    public static string Choose(T5Generator generator, Vocabulary vocabulary, string review)
    {
        var choices = ChoicesTrie.FromTexts(["negative", "positive"], vocabulary);
        var strategy = new BeamSearch(Width: 2) { Processors = [new AllowedChoices(choices)] };
        var sentiment = generator.Generate("sst2 sentence: " + review, strategy, new GenerationLimits(choices.MaxNewTokens));
        return sentiment;
    }

    public static (RankedChoice Best, double Perplexity, IReadOnlyList<float[]> Vectors) ScoreAndEmbed(string folder, Vocabulary vocabulary)
    {
        using var model = T5Model.Load(folder);
        var scorer = new T5Scorer(model, vocabulary);
        var best = scorer.Rank("copa premise: It rained. question: effect", ["The ground was wet.", "The sun shone."])[0];
        var perplexity = scorer.Perplexity([new("question: capital of France?", "Paris"), new("question: capital of Peru?", "Lima")]);
        var vectors = new T5Embedder(model, vocabulary).Embed(["a cat", "a dog", "a tensor"]);
        return (best, perplexity, vectors);
    }
}
