using System.Text;

namespace ExT5.Data.Tests;

/// <summary>Sentences of made-up words with stems and endings, the same for the same seed.</summary>
internal static class TrainingText
{
    private static readonly string[] Starts = "train model token word un re pre read write light stone river small great over under green north".Split(' ');
    private static readonly string[] Ends = ["", "s", "ing", "ed", "er", "ation", "ness", "ly", "able", "less", "ful"];

    public static string[] Lines(int count, int seed = 1)
    {
        var random = new Random(seed);
        var lines = new string[count];
        for (var line = 0; line < count; line++)
        {
            var text = new StringBuilder();
            for (var word = 0; word < 12; word++)
                text.Append(Part(random, Starts)).Append(Part(random, Starts)).Append(Part(random, Ends)).Append(word == 11 ? "." : " ");
            lines[line] = text.ToString();
        }
        return lines;
    }

    public static TrainedVocabulary Train(UnigramTrainerOptions options, IEnumerable<string> texts)
        => new UnigramTrainer(options).Train(texts, cancellationToken: TestContext.Current.CancellationToken);

    // Squared, so that some parts are far more frequent than others.
    private static string Part(Random random, string[] parts) => parts[(int)(parts.Length * random.NextDouble() * random.NextDouble())];
}
