using System.Globalization;
using System.Text;
using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> Classification(string folder)
    {
        folder = Path.Combine(folder, "classification");
        yield return Labels("cola", TaskFamily.Classification, Fields("cola/in_domain_{split}.tsv", BareTsv, "train", "dev",
            row => new LabelledText(row[3], row[1] == "1" ? "acceptable" : "unacceptable")), new MatthewsCorrelation(["unacceptable", "acceptable"]));
        yield return Labels("sst2", TaskFamily.Classification, Fields("sst2/{split}.tsv", BareTsv, "train", "dev",
            row => new LabelledText(row[0], row[1] == "1" ? "positive" : "negative")));
        yield return Pairs("mrpc", TaskFamily.Classification, "sentence1", "sentence2", Fields("mrpc/msr_paraphrase_{split}.txt", DelimitedFormat.Tsv,
            "train", "test", row => new LabelledPair(row["#1 String"], row["#2 String"], row["Quality"] == "1" ? "equivalent" : "not_equivalent")));
        yield return Pairs("stsb", TaskFamily.Classification, "sentence1", "sentence2", Fields("stsb/stsb-en-{split}.csv", BareCsv, "train", "dev",
            row => new LabelledPair(row[0], row[1], Rounded(row[2]))), new PearsonCorrelation());
        yield return Labels("trec", TaskFamily.Classification, new TextLinesSource(Path.Combine(folder, "trec/TREC.{split}"),
            Splits("train", "test") with { Encoding = Encoding.Latin1 }).Select(QuestionType));
        yield return Labels("ag_news", TaskFamily.Classification, Fields("ag_news/test.{split}.csv", BareCsv, "part1", "part2",
            row => new LabelledText($"{row[1]} {row[2]}", Lines("ag_news/classes.txt")[int.Parse(row[0], CultureInfo.InvariantCulture) - 1])));
        yield return Labels("banking77", TaskFamily.Classification, Fields("banking77/{split}.csv", DelimitedFormat.Csv, "train", "test",
            row => new LabelledText(row["text"], row["category"])));
        yield return Labels("go_emotions", TaskFamily.Classification, Fields("go_emotions/{split}.tsv", BareTsv, "train", "dev",
            row => new LabelledText(row[0], string.Join(", ", row[1].Split(',').Select(id => Lines("go_emotions/labels.txt")[int.Parse(id, CultureInfo.InvariantCulture)])))));
        foreach (var name in new[] { "tweeteval_emotion", "tweeteval_irony" }) yield return Labels(name, TaskFamily.Classification, Tweets(folder, name));
        yield return Labels("civil_comments_toxic_spans", TaskFamily.Classification, Fields("civil_comments_toxic_spans/tsd_{split}.csv", DelimitedFormat.Csv,
            "train", "trial", row => new LabelledText(row["text"], row["spans"] == "[]" ? "civil" : "toxic")));
        yield return Task("wic", TaskFamily.Classification, new JsonLinesSource<DataRow>(Path.Combine(folder, "wic/{split}.jsonl"), row => row, Splits("train", "val")),
            row => new TextExample($"wic sentence1: {row.Text("sentence1")} sentence2: {row.Text("sentence2")} word: {row.Text("word")}", row.Flag("label") ? "True" : "False"),
            new Accuracy());
        yield return Labels("movie_reviews", TaskFamily.Classification, new TextFilesSource(Path.Combine(folder, "movie_reviews/{split}/*/*.txt"),
            Splits("train", "test") with { Encoding = Encoding.Latin1 }).Select(file => new LabelledText(file.Text, file.Folder == "pos" ? "positive" : "negative")));

        string[] Lines(string name) => Labels(Path.Combine(folder, name));

        IDataSource<T> Fields<T>(string name, DelimitedFormat format, string train, string validation, Func<DelimitedRow, T> map) =>
            new DelimitedSource<T>(Path.Combine(folder, name), map, format, Splits(train, validation));
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string[]> LabelFiles = new();

    private static string[] Labels(string path) => LabelFiles.GetOrAdd(path, File.ReadAllLines);

    // As T5 writes it: to the nearest 0.2.
    private static string Rounded(string score) =>
        (Math.Round(double.Parse(score, CultureInfo.InvariantCulture) * 5) / 5).ToString("0.0", CultureInfo.InvariantCulture);

    private static LabelledText QuestionType(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return new(line[(space + 1)..], line[..space]);
    }

    private static IDataSource<LabelledText> Tweets(string folder, string name)
    {
        var options = Splits("train", "val") with { KeepBlankLines = true };
        return new TextLinesSource(Path.Combine(folder, name, "{split}_text.txt"), options).Zip(
            new TextLinesSource(Path.Combine(folder, name, "{split}_labels.txt"), options),
            (text, label) => new LabelledText(text, Labels(Path.Combine(folder, name, "mapping.txt"))[int.Parse(label, CultureInfo.InvariantCulture)].Split('\t')[1]));
    }
}
