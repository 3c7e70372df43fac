using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static readonly string[] SnliLabels = ["entailment", "neutral", "contradiction"];

    private static IEnumerable<RealTask> Inference(string folder)
    {
        folder = Path.Combine(folder, "nli");
        foreach (var name in new[] { "rte", "cb" })
            yield return Pairs(name, TaskFamily.Inference, "premise", "hypothesis", new JsonLinesSource<LabelledPair>(
                Path.Combine(folder, name, "{split}.jsonl"), row => new(row.Text("premise"), row.Text("hypothesis"), row.Text("label")), Splits("train", "val")));
        yield return Pairs("wnli", TaskFamily.Inference, "sentence1", "sentence2", new DelimitedSource<LabelledPair>(
            Path.Combine(folder, "wnli/{split}.tsv"),
            row => new(row["sentence1"], row["sentence2"], row["label"] == "1" ? "entailment" : "not_entailment"), null, Splits("train", "dev")));
        yield return Pairs("qnli", TaskFamily.Inference, "question", "sentence", new DelimitedSource<LabelledPair>(
            Path.Combine(folder, "qnli/dev.{split}.tsv"), row => new(row["question"], row["sentence"], row["label"]), null, Splits("part1", "part2")));
        yield return Pairs("snli", TaskFamily.Inference, "premise", "hypothesis", new DelimitedSource<LabelledPair>(
            Path.Combine(folder, "snli/{split}.tsv"),
            row => new(row["premise"], row["hypothesis"], SnliLabels[row.ToDataRow().Integer("label")]), null, Splits("test", "validation")));
    }
}
