using System.Text;
using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> Summarization(string folder)
    {
        folder = Path.Combine(folder, "summarization");
        yield return Summary("scitldr", new JsonLinesSource<TextToText>(Path.Combine(folder, "scitldr/{split}.jsonl"),
            row => new(string.Join(' ', row.Texts("source")), row.Texts("target")), Splits("train", "dev")));
        yield return Summary("dialogsum", new JsonLinesSource<TextToText>(Path.Combine(folder, "dialogsum/{split}.jsonl"),
            row => new(row.Text("dialogue"), row.Has("summary")
                ? [row.Text("summary")]
                : [row.Text("summary1"), row.Text("summary2"), row.Text("summary3")]), Splits("test", "dev")));
        yield return Summary("samsum_condigsum", new JsonLinesSource<TextToText>(Path.Combine(folder, "samsum_condigsum/{split}.jsonl"),
            row => new(string.Join('\n', row.Texts("utterance")), [row.Text("summary")]), Splits("train", "val")));
        yield return Summary("xsum_sample", new JsonLinesSource<TextToText>(Path.Combine(folder, "xsum_sample/sample.json"),
            row => new(row.Text("document"), [row.Text("summary")])));
        yield return Summary("cnndm_sample", new JsonLinesSource<TextToText>(Path.Combine(folder, "cnndm_sample/{split}.jsonl"),
            row => new(string.Join(' ', row.Texts("text")), [string.Join('\n', row.Texts("summary"))]), Splits("train", "dev.label")));
        yield return Summary("bbc_news_summary", News(folder));
    }

    private static RealTask Summary(string name, IDataSource<TextToText> source) =>
        Texts(name, TaskFamily.Summarization, "summarize", source, new Rouge());

    private static IDataSource<TextToText> News(string folder)
    {
        var options = new FileSourceOptions { FallbackEncoding = Encoding.Latin1 };
        var summaries = new TextFilesSource(Path.Combine(folder, "bbc_news_summary/{split}/Summaries/*/*.txt"), options);
        return new TextFilesSource(Path.Combine(folder, "bbc_news_summary/{split}/News Articles/*/*.txt"), options).Zip(summaries,
            (article, summary) => (article.Folder, article.Name) == (summary.Folder, summary.Name)
                ? new TextToText(article.Text, [summary.Text])
                : throw new FormatException($"'{article.Name}' has the summary '{summary.Name}' beside it."));
    }
}
