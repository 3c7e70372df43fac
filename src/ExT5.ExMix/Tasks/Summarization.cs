using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Single sets of documents and summaries, in T5's format.</summary>
internal static class Summarization
{
    private static readonly TaskGroup Group = new(null, MembershipConfidence.High, new(
        "recalled", "T0's list of datasets", "T5's summarize, taken over"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Task("cnn_dailymail", 287_113, new("abisee/cnn_dailymail", "3.0.0"), "article", "highlights").FormatFrom("T5's summarize preprocessor")
            with { Table1Representative = true },
        Task("xsum", 203_577, new("EdinburghNLP/xsum"), "document", "summary").SizeFrom("recalled; the Hub has 204,045") with { Table1Representative = true },
        Task("multi_news", 44_972, new("alexfabbri/multi_news"), "document", "summary"),
        Task("aeslc", 14_436, new("Yale-LILY/aeslc"), "email_body", "subject_line").SizeFrom("card on the Hub"),
        Task("gigaword", 3_803_957, new("Harvard/gigaword"), "document", "summary"),
        Group.Task("samsum", TaskFamily.Summarization, 14_732, "summarize: {dialogue} -> {summary}", "ROUGE-1/2/L",
            [new(new("knkarthick/samsum"), Recipe.Expanding(DocumentRow.FromSamsum, WithDialogue))], new Rouge()),
    ];

    private static IEnumerable<TextExample> WithDialogue(DocumentRow row, DatasetSplit split) => row.Document.Length == 0 ? [] : [row.Example()];

    private static ExMixTask Task(string name, long examples, DatasetReference dataset, string document, string summary) => Group.Task(
        name, TaskFamily.Summarization, examples, dataset, $"summarize: {{{document}}} -> {{{summary}}}", "ROUGE-1/2/L",
        row => DocumentRow.From(row, document, summary), row => row.Example(), new Rouge());
}
