using System.Text.RegularExpressions;
using System.Xml.Linq;
using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> SemanticParsing(string folder)
    {
        folder = Path.Combine(folder, "semantic_parsing_and_data2text");
        yield return Parse("scan", new TextLinesSource(Path.Combine(folder, "scan/tasks_{split}_simple.txt"), Splits("train", "test"))
            .Select(line => line.Split(" OUT: ")).Select(parts => new TextToText(parts[0]["IN: ".Length..], [parts[1]])));
        yield return Parse("cogs", new DelimitedSource<TextToText>(
            Path.Combine(folder, "cogs/{split}.tsv"), row => new(row[0], [row[1]]), BareTsv, Splits("train", "dev")));
        yield return Parse("geoquery_sql", new JsonSource<DataRow>(DataFiles.ForEverySplit(Path.Combine(folder, "geoquery_sql/geography.json")), row => row)
            .SelectMany((query, split) => query.Rows("sentences").Where(sentence => sentence.Text("question-split") == (split.Name == "validation" ? "dev" : split.Name))
                .Select(sentence => new TextToText(Filled(sentence.Text("text"), sentence.Row("variables")), [query.Texts("sql")[0]])))) with
        {
            Unfolded = "one row a sentence, splits inside the file",
            TrainRows = 549,
            ValidationRows = 49,
        };
        yield return Parse("atis_slots", Slots(folder));
        yield return Describe("e2e_nlg", new DelimitedSource<TextToText>(
            Path.Combine(folder, "e2e_nlg/devset.{split}.csv"), row => new(row["mr"], [row["ref"]]), null, Splits("part1", "part2")));
        yield return Describe("webnlg_2017", new TextFilesSource(Path.Combine(folder, "webnlg_2017/{split}/*/*.xml"), Splits("train", "dev"))
            .SelectMany(file => XDocument.Parse(file.Text).Descendants("entry").Select(entry => new TextToText(
                string.Join(" && ", entry.Descendants("mtriple").Select(triple => triple.Value)), [.. entry.Elements("lex").Select(text => text.Value)]))));
        yield return Describe("totto_sample", new JsonLinesSource<TextToText>(Path.Combine(folder, "totto_sample/{split}_sample.jsonl"), Table, Splits("train", "dev")));
        yield return Parse("conll2003_ner", new TextFilesSource(Path.Combine(folder, "conll2003_ner/eng.{split}"), Splits("train", "testa"))
            .SelectMany(file => file.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(block => block.Trim().Length > 0).Select(Names)));
    }

    private static RealTask Parse(string name, IDataSource<TextToText> source) =>
        Texts(name, TaskFamily.SemanticParsing, $"parse {name}", source, new ExactMatch());

    private static RealTask Describe(string name, IDataSource<TextToText> source) =>
        Texts(name, TaskFamily.SemanticParsing, $"describe {name}", source, new Bleu());

    private static string Filled(string text, DataRow variables) =>
        Regex.Replace(text, @"[a-z_]+\d+", match => variables.Has(match.Value) ? variables.Text(match.Value) : match.Value);

    private static IDataSource<TextToText> Slots(string folder)
    {
        var options = Splits("train", "valid") with { KeepBlankLines = true };
        TextLinesSource Lines(string name) => new(Path.Combine(folder, "atis_slots/{split}", name), options);
        return Lines("seq.in").Zip(Lines("seq.out"), (words, slots) => (words, slots))
            .Zip(Lines("label"), (row, intent) => new TextToText(row.words.Trim(), [$"{intent}: {row.slots.Trim()}"]));
    }

    private static TextToText Table(DataRow row)
    {
        var table = ((IReadOnlyList<object?>)row["table"]!).Select(line => ((IReadOnlyList<object?>)line!).Cast<DataRow>().ToList()).ToList();
        var cells = ((IReadOnlyList<object?>)row["highlighted_cells"]!).Select(cell => ((IReadOnlyList<object?>)cell!).Cast<long>().ToList())
            .Select(cell => table[(int)cell[0]][(int)cell[1]].Text("value"));
        return new($"{row.Text("table_page_title")} | {row.Text("table_section_title")} | {string.Join(" | ", cells)}",
            [.. row.Rows("sentence_annotations").Select(sentence => sentence.Text("final_sentence"))]);
    }

    // Lines "token POS chunk entity" of a sentence.
    private static TextToText Names(string block)
    {
        var tokens = block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(' ')).ToList();
        return new(string.Join(' ', tokens.Select(token => token[0])), [string.Join(' ', tokens.Select(token => token[^1]))]);
    }
}
