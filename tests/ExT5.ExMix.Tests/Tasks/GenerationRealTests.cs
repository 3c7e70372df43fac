using System.Text.RegularExpressions;
using System.Xml.Linq;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>Summaries, parses, intents and texts of data over rows of the published files.</summary>
public sealed class GenerationRealTests
{
    [Fact]
    public async Task Every_document_of_XSum_is_summarized()
    {
        foreach (var row in await RealRows.JsonLines("summarization/xsum_sample/sample.json"))
            Check(row, "xsum", "summarize: " + row.Text("document"), row.Text("summary"));
    }

    [Theory]
    [InlineData("samsum", "samsum_condigsum/val.jsonl", "utterance", "dialogue")]
    [InlineData("cnn_dailymail", "cnndm_sample/test.label.jsonl", "text", "article")]
    public async Task Every_text_kept_as_lines_is_summarized(string task, string file, string lines, string column)
    {
        foreach (var row in await RealRows.JsonLines($"summarization/{file}"))
        {
            var document = string.Join("\n", row.Texts(lines));
            var summary = row["summary"] as string ?? string.Join("\n", row.Texts("summary"));

            Check(RealRows.Of((column, document), (task == "samsum" ? "summary" : "highlights", summary)), task, "summarize: " + document, summary);
        }
    }

    [Theory]
    [InlineData("gigaword", "gigaword__1.2.0", "org_data/train.src.txt", "org_data/train.tgt.txt")]
    [InlineData("multi_news", "multi_news__1.0.0", "multi-news-original/train.src", "multi-news-original/train.tgt")]
    public void Every_line_of_parallel_files_is_summarized(string task, string archive, string documents, string summaries)
    {
        foreach (var pair in RealRows.DummyTabs(archive, documents).Zip(RealRows.DummyTabs(archive, summaries)))
            Check(RealRows.Of(("document", pair.First[0]), ("summary", pair.Second[0])), task, "summarize: " + pair.First[0], pair.Second[0]);
    }

    [Fact]
    public void Every_turn_of_the_system_in_SGD_says_its_acts()
    {
        foreach (var dialogue in RealRows.Json("dialogue/sgd/dev/dialogues_001.json").EnumerateArray())
            foreach (var (user, system) in dialogue.Items("turns").Zip(dialogue.Items("turns").Skip(1)).Where(pair => pair.Second.Text("speaker") == "SYSTEM"))
            {
                var acts = system.Items("frames").SelectMany(frame => frame.Items("actions")).ToArray();
                var row = RealRows.Of(("dialog_acts", acts.Select(DataRow.FromJson).ToArray()), ("prompt", user.Text("utterance")),
                    ("target", system.Text("utterance")), ("references", Array.Empty<string>()));
                var expected = acts.Select(act => act.Text("act") + "(" + act.Text("slot") + (act.Texts("values") is [] ? "" : "=" + string.Join(" | ", act.Texts("values"))) + ")");

                Check(row, "gem_schema_guided_dialog", $"sgd acts: {string.Join(", ", expected)} prompt: {user.Text("utterance")}", system.Text("utterance"));
            }
    }

    [Fact]
    public async Task Every_sentence_of_COGS_is_parsed_except_single_words_and_exposures()
    {
        var rows = await RealRows.Delimited("semantic_parsing_and_data2text/cogs/train.tsv", header: false);
        var examples = rows.SelectMany(row => ExMixTasks.Named("cogs").ExamplesOf(row, DatasetSplit.Train)).ToArray();

        var sentences = rows.Where(row => row.Text("2") == "in_distribution").ToArray();
        Assert.NotEqual(rows.Count, sentences.Length);
        Assert.Equal(sentences.Select(row => ("parse cogs: " + row.Text("0"), row.Text("1"))), examples.Select(example => (example.Input, example.Target)));
    }

    [Fact]
    public async Task Every_utterance_of_BANKING77_has_one_of_its_77_intents()
    {
        var rows = await RealRows.Delimited("classification/banking77/train.csv", header: true);
        var names = rows.Select(row => row.Text("category")).Distinct().ToArray();

        Assert.Equal(names.Order(), rows[0].Example("dialoglue_banking77").Choices!.Order());
        foreach (var row in rows)
            Check(row, "dialoglue_banking77", "banking77: " + row.Text("text"), row.Text("category"));
    }

    [Fact]
    public async Task Every_meaning_of_E2E_is_said()
    {
        foreach (var row in await RealRows.Delimited("semantic_parsing_and_data2text/e2e_nlg/devset.part2.csv", header: true))
            Check(RealRows.Of(("meaning_representation", row.Text("mr")), ("target", row.Text("ref")), ("references", new[] { row.Text("ref") })),
                "gem_e2e_nlg", "e2e mr: " + row.Text("mr"), row.Text("ref"));
    }

    [Fact]
    public void Every_concept_set_of_CommonGen_accepts_its_scenes()
    {
        foreach (var json in RealRows.DummyLines("common_gen__2020.5.30", "commongen.dev.jsonl"))
        {
            var scenes = json.Texts("scene");
            var row = RealRows.Of(("concepts", json.Text("concept_set").Split('#')), ("target", scenes[0]), ("references", scenes));

            Check(row, "gem_common_gen", "common_gen concepts: " + json.Text("concept_set").Replace("#", ", "), scenes[0]);
            Assert.Equal(scenes, row.Example("gem_common_gen").References);
        }
    }

    [Fact]
    public void Every_entry_of_WebNLG_lists_its_triples()
    {
        foreach (var file in Directory.EnumerateFiles(SharedFolder.Require("data/tasks/semantic_parsing_and_data2text/webnlg_2017/dev"), "*.xml", SearchOption.AllDirectories))
            foreach (var entry in XDocument.Load(file).Descendants("entry"))
            {
                string[] triples = [.. entry.Element("modifiedtripleset")!.Elements("mtriple").Select(triple => triple.Value)];
                string[] texts = [.. entry.Elements("lex").Select(lex => lex.Value)];

                Check(RealRows.Of(("input", triples), ("target", texts[0]), ("references", texts)),
                    "gem_web_nlg_en", "webnlg triples: " + triples.Aggregate((all, triple) => all + " ; " + triple), texts[0]);
            }
    }

    // Expected from the rule: titles, then for each highlighted place its own value after <cell>, closed again.
    [Fact]
    public async Task Every_table_of_ToTTo_shows_its_highlighted_cells_in_order()
    {
        foreach (var row in await RealRows.JsonLines("semantic_parsing_and_data2text/totto_sample/dev_sample.jsonl"))
        {
            string[] sentences = [.. row.Rows("sentence_annotations").Select(annotation => annotation.Text("final_sentence"))];
            var values = ((IReadOnlyList<object?>)row["highlighted_cells"]!).Cast<IReadOnlyList<object?>>()
                .Select(place => ((DataRow)((IReadOnlyList<object?>)((IReadOnlyList<object?>)row["table"]!)[(int)(long)place[0]!]!)[(int)(long)place[1]!]!).Text("value"));

            var example = new DataRow([.. row.Columns, "target", "references"], [.. row.Columns.Select(column => row[column]), sentences[0], sentences]).Example("gem_totto");

            Assert.StartsWith($"totto table: <page_title> {row.Text("table_page_title")} </page_title> ", example.Input);
            Assert.Equal(values, Regex.Matches(example.Input, "<cell> (.*?) (<col_header>|<row_header>|</cell>)").Select(match => match.Groups[1].Value));
            Assert.EndsWith("</cell> </table>", example.Input);
            Assert.Equal(sentences.Distinct(), example.References);
        }
    }

    private static void Check(DataRow row, string task, string input, string target)
    {
        var example = row.Example(task);

        Assert.Equal((input, target), (example.Input, example.Target));
    }
}
