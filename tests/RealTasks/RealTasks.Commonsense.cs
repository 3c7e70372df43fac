using System.Globalization;
using System.Xml.Linq;
using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> Commonsense(string folder)
    {
        folder = Path.Combine(folder, "commonsense");
        yield return Task("wsc", TaskFamily.Commonsense, Json("wsc/{split}.jsonl", "train", "val", row => row), row => new TextExample(
            $"wsc text: {row.Text("text")} noun: {row.Row("target").Text("span1_text")} pronoun: {row.Row("target").Text("span2_text")}",
            row.Flag("label") ? "True" : "False"), new Accuracy());
        yield return Choices("commonsense_qa", TaskFamily.Commonsense, Json("commonsense_qa/{split}_rand_split.jsonl", "train", "dev", row =>
        {
            var choices = row.Row("question").Rows("choices");
            return new Choice(row.Row("question").Text("stem"), [.. choices.Select(choice => choice.Text("text"))],
                choices.Select(choice => choice.Text("label")).ToList().IndexOf(row.Text("answerKey")));
        }));
        yield return Choices("copa", TaskFamily.Commonsense, new TextFilesSource(Path.Combine(folder, "copa/copa-{split}.xml"), Splits("dev", "test"))
            .SelectMany(file => XDocument.Parse(file.Text).Descendants("item").Select(item => new Choice(
                $"What was the {item.Attribute("asks-for")!.Value}? {item.Element("p")!.Value}", [item.Element("a1")!.Value, item.Element("a2")!.Value],
                int.Parse(item.Attribute("most-plausible-alternative")!.Value, CultureInfo.InvariantCulture) - 1))));
        yield return Choices("social_iqa", TaskFamily.Commonsense, Labelled("social_iqa/dev.{split}.jsonl", "social_iqa/dev-labels.{split}.lst", (row, label) =>
            new Choice($"{row.Text("context")} {row.Text("question")}", [row.Text("answerA"), row.Text("answerB"), row.Text("answerC")], label - 1)));
        yield return Choices("piqa", TaskFamily.Commonsense, Labelled("piqa/valid.{split}.jsonl", "piqa/valid-labels.{split}.lst", (row, label) =>
            new Choice(row.Text("goal"), [row.Text("sol1"), row.Text("sol2")], label)));
        yield return Choices("cosmos_qa", TaskFamily.Commonsense, new DelimitedSource<Choice>(Path.Combine(folder, "cosmos_qa/valid.{split}.csv"),
            row => new($"{row["context"]} {row["question"]}", [row["answer0"], row["answer1"], row["answer2"], row["answer3"]],
                (int)row.ToDataRow().Integer("label")), null, Splits("part1", "part2")));
        yield return Texts("art_anlg", TaskFamily.Commonsense, "explain", SideBySide("art_anlg/{split}.source", "art_anlg/{split}.target"), new Rouge());
        foreach (var (name, pattern, train, validation) in new[]
        {
            ("winogrande", "winogrande/{split}.docs.jsonl", "train_xl", "dev"), ("hellaswag", "hellaswag/val.{split}.docs.jsonl", "part1", "part2"),
            ("openbookqa", "openbookqa/{split}.docs.jsonl", "train", "validation"),
        })
            yield return Choices(name, TaskFamily.Commonsense, Json(pattern, train, validation, Doc));

        IDataSource<T> Json<T>(string name, string train, string validation, Func<DataRow, T> map) =>
            new JsonLinesSource<T>(Path.Combine(folder, name), map, Splits(train, validation));

        IDataSource<Choice> Labelled(string name, string labels, Func<DataRow, int, Choice> choice) => Json(name, "part1", "part2", row => row).Zip(
            new TextLinesSource(Path.Combine(folder, labels), Splits("part1", "part2")), (row, label) => choice(row, int.Parse(label, CultureInfo.InvariantCulture)));

        IDataSource<TextToText> SideBySide(string sources, string targets)
        {
            var options = Splits("test", "val") with { KeepBlankLines = true };
            return new TextLinesSource(Path.Combine(folder, sources), options).Zip(new TextLinesSource(Path.Combine(folder, targets), options),
                (source, target) => new TextToText(source.Replace('\t', ' '), target.Split('\t')));
        }
    }

    private static Choice Doc(DataRow row) => new(row.Text("query"), row.Texts("choices"), (int)row.Integer("gold"));
}
