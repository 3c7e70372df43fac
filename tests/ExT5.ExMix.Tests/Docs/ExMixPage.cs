using System.Globalization;
using System.Text;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Docs;

/// <summary>The text of docs/exmix.md, made from the tasks and mixtures.</summary>
internal static class ExMixPage
{
    private static readonly string Intro = """
        # ExMix-R

        This page is written by `ExMixPageTests` from the code.

        The ExT5 paper ([Aribandi et al., ICLR 2022](https://arxiv.org/abs/2111.10952)) pre-trains on ExMix, 107 supervised English tasks with 18 million
        examples. Neither the mixture nor its text formats were released. `ExT5.ExMix` holds **ExMix-R, a reconstruction**: 107 tasks with
        #EXAMPLES# training examples, of which 48 are in the four families of the paper's best-effort mixture, as in the paper. It is not ExMix. Each row below
        says how sure its membership is:

        | confidence | tasks | meaning |
        |---|---|---|
        #CONFIDENCE#

        Formats are those of T5, WT5, UNICORN and T5's closed-book tasks where these exist, and ours elsewhere; the tables say which, and where membership
        and size come from. "Recalled" means from memory of the paper's appendix, not read there.

        ## Use

        ```csharp
        services.AddExMix(exmix =>
        {
            exmix.Folder = "data/exmix";
            exmix.C4 = "data/c4/{split}.jsonl.gz";
            exmix.Ratio = 2; // R: two examples of C4 for each of ExMix-R
            exmix.Cap = 300_000; // K
        });
        ```

        registers every task and mixture of this page; then train on `ext5`. Without dependency injection, `TaskRegistryBuilder.AddExMix(options)` does the
        same, and `ExMixTasks.Named("glue_rte").Build(...)` makes one task.

        Without `Folder` datasets come from the Hugging Face Hub when a split is first opened, in full, and some are large. With it, they lie in
        `{folder}/{repository}/{configuration}/{split}.*` or `{split}-*`, in any format `TableSource` reads and in the layout of the Hub; the repository
        `owner/name` may be written `owner__name`, `owner/name` or `name`. With `Hub` too, what the folder lacks comes from the Hub. Many tasks also read the
        original download of their dataset. A split that a dataset names otherwise, or lacks, is found under the name in brackets. *local* marks
        datasets that the Hub lacks: they must be in the folder, or their tasks be left out with `Include`.

        ## How rows are made

        - A row of `train` or `validation` without a label or answer is an error with file and place; only test rows may hide theirs, and get T5's `<unk>`.
        - SQuAD's format pads punctuation as T5 did until 5 April 2022, when ExT5 was trained: a space on both sides of every character that is no ASCII
          letter, digit or underscore, so that `naïve` becomes `na ï ve`. Later T5 pads ASCII punctuation only (commit 9896475):
          `ExMixOptions.PunctuationPadding`, or `ExMixTasks.Named("squad").Padded(PunctuationPadding.Punctuation)`.
        - `drop` teaches all spans of an answer with ` | ` between and scores them as a set, as DROP's script does. In validation rows the Hub's
          `ucinlp/drop` strings the answers of all annotators together: numbers and dates are an answer each, a span that comes again begins another
          answer, and where none does both readings are accepted. Rows with `answer` and `validated_answers`, as in DROP's own files, are read exactly.
        - `agreesum` makes an example of each article that was judged: label 1 or 0, not -1 (not judged) nor -2 (no article). Its files hold addresses; add
          columns `article_1` to `article_4` with the texts to the published ones, or make a row of `summary`, `article` and `label` each, a pair once, named
          `train.*` and `test.*`. The published dev file has no label but 1, so the test file validates.
        - `cogs` leaves out the 143 single words and the 12 sentences that expose words, which COGS adds to its 24,000 training sentences.
        - `news_quiz_qa` counts the paper's full set; 9,576 of its training rows are published. `drop` counts DROP's own file; the Hub has 77,400 rows of it.
        - The closed-book tasks validate on the training rows after the first so many. On a sample that has no more than those, opening `validation` is an
          error that names the task.

        ## Mixtures

        Tasks are drawn in proportion to their examples, at most K of a task counting (paper, section 3). GLUE and SuperGLUE share the RTE data, so
        each of the two counts half where both are, and WNLI is left out, as in T5.

        | mixture | tasks | examples | examples that count at K = 300,000 |
        |---|---:|---:|---:|
        #MIXTURES#

        `ext5` draws R examples of C4 for each of `exmix`. `ExMixOptions.RandomSubsets` adds random subsets such as `exmix_random_55_seed_1` (paper, sections
        4.3 and 4.6): the tasks with the smallest SHA-256 of `seed:name`.

        """.Replace("\r", "");

    private static readonly (MembershipConfidence Confidence, string Meaning)[] Meanings =
    [
        (MembershipConfidence.High, "in a benchmark the paper names or in its Table 1, or recalled as a row of its own"),
        (MembershipConfidence.Medium, "named by a public partial list of ExMix's sets, or recalled without its size"),
        (MembershipConfidence.Low, "recalled by a hint only"),
        (MembershipConfidence.FillIn, "**not claimed to be in ExMix**: public sets chosen so that the totals meet the paper's"),
    ];

    public static string Text()
    {
        var page = new StringBuilder(Intro
            .Replace("#EXAMPLES#", ExMixTable.Number(ExMixTasks.All.Sum(task => task.TrainExamples)))
            .Replace("#CONFIDENCE#", Lines(Meanings.Select(each =>
                $"| {ExMixTable.Name(each.Confidence)} | {ExMixTasks.All.Count(task => task.Confidence == each.Confidence)} | {each.Meaning} |")))
            .Replace("#MIXTURES#", Lines(ExMixMixtures.Of(ExMixTasks.All).Select(MixtureRow))));
        foreach (var group in ExMixTasks.All.Where(task => task.Group is not null).GroupBy(task => task.Group!))
            Append(page, group.Key, group);
        Append(page, "Single datasets", ExMixTasks.All.Where(task => task.Group is null && task.Confidence != MembershipConfidence.FillIn));
        Append(page, "Fill-ins", ExMixTasks.All.Where(task => task.Confidence == MembershipConfidence.FillIn));
        Append(page, "Outside the mixture", ExMixTasks.OutsideMixture);
        return page.ToString();
    }

    private static string MixtureRow(Mixture mixture)
    {
        var tasks = mixture.Members.Select(member => ExMixTasks.Named(member.Name)).ToList();
        var registry = new TaskRegistry(tasks.Select(task => task.Build(_ => "none")), [mixture]);
        var shares = registry.Probabilities(mixture.Name, task => new(ExMixTasks.Named(task.Name).TrainExamples));
        // The share of a task that is not RTE tells what one example is worth.
        var known = tasks.FindIndex(task => !task.Name.EndsWith("_rte", StringComparison.Ordinal));
        var counted = Math.Min(tasks[known].TrainExamples, ExMixMixtures.PaperCap) / shares[known];
        return $"| `{mixture.Name}` | {tasks.Count} | {ExMixTable.Number(tasks.Sum(task => task.TrainExamples))} | {ExMixTable.Number((long)Math.Round(counted))} |";
    }

    private static void Append(StringBuilder page, string title, IEnumerable<ExMixTask> tasks) =>
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{ExMixTable.Of([.. tasks])}");

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
