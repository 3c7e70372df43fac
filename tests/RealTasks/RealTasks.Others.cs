using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static readonly TaskFamily OtherTexts = new("OTHER");

    private static IEnumerable<RealTask> Others(string folder)
    {
        folder = Path.Combine(folder, "other_seq2seq");
        var parallel = Splits("train", "val") with { KeepBlankLines = true };
        yield return Texts("multi30k_en_de", OtherTexts, "translate English to German", new TextLinesSource(
            Path.Combine(folder, "multi30k_en_de/{split}.en.gz"), parallel).Zip(new TextLinesSource(
            Path.Combine(folder, "multi30k_en_de/{split}.de.gz"), parallel), (english, german) => new TextToText(english, [german])), new Bleu());
        yield return Texts("wmt16_en_ro_sample", OtherTexts, "translate English to Romanian", new JsonLinesSource<TextToText>(
            Path.Combine(folder, "wmt16_en_ro_sample/{split}.json"),
            row => new(row.Row("translation").Text("en"), [row.Row("translation").Text("ro")]), Splits("train", "val")), new Bleu());
        yield return Texts("wiki_split", OtherTexts, "split", new DelimitedSource<TextToText>(
            Path.Combine(folder, "wiki_split/{split}.tsv"), row => new(row[0], [row[1].Replace(" <::::> ", " ", StringComparison.Ordinal)]), BareTsv,
            Splits("tune", "validation")), new Bleu());
        yield return Texts("gsm8k", OtherTexts, "solve", new JsonLinesSource<TextToText>(
            Path.Combine(folder, "gsm8k/{split}.jsonl"), row => new(row.Text("question"), [row.Text("answer")]), Splits("train", "test")), new ExactMatch());
    }
}
