using ExT5.Data;
using ExT5.ExMix.Metrics;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Questions about a passage. NewsQA is read in MRQA's form, since its own files are made by hand for want of a licence.</summary>
internal static class ReadingComprehension
{
    private const string Squad = "T5's squad preprocessor";
    private const string Mvp = "tables of MVP";

    private static readonly TaskGroup Table1 = new(null, MembershipConfidence.High, new(
        "recalled as a set of the paper's Table 1", "card on the Hub", Squad));

    private static readonly TaskGroup FillIn = new(null, MembershipConfidence.FillIn, new(
        "fill-in", "T0's list of datasets", "ours"));

    private static readonly TaskGroup PaddedFillIn = FillIn with { Provenance = FillIn.Provenance with { Format = $"{Squad}, taken over" } };

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Padded(Table1, "squad", 87_599, new("rajpurkar/squad"), PassageRow.FromSquad) with { Table1Representative = true },
        Passage("tweet_qa", 10_692, new("ucsbnlp/tweet_qa"), "tweetqa", "tweet", PassageRow.FromTweetQA, "BLEU-1, METEOR, ROUGE-L",
            [new Bleu(Orders: 1), new Meteor(), new LeadingValue(new Rouge(), "rougeL")])
            with { Table1Representative = true, Confidence = Table1.Confidence, Provenance = Table1.Provenance with { Format = "ours" } },
        Padded(PaddedFillIn, "newsqa", 97_850, new("lucadiliello/newsqa"), PassageRow.FromMrqa).SizeFrom($"{Mvp}; the Hub's form, MRQA's, has 74,160"),
        Conversations("coqa", 107_286, new("stanfordnlp/coqa"), Conversation.FromCoQA, new CoqaF1()).SizeFrom(Mvp),
        Conversations("quac", 83_568, new("allenai/quac"), Conversation.FromQuAC, new QuacF1()).SizeFrom(Mvp),
        FillIn.Task("drop", TaskFamily.ReadingComprehension, 77_409,
            $"drop question: {{question}} context: {{context}} -> {{span}}{DropRow.Separator}{{span}}{DropRow.Separator}...", "EM, F1 of sets of spans",
            [new(new("ucinlp/drop"), Recipe.Of<DropRow>(DropRow.From, (row, split) => row.Example(split)))], new DropF1(DropRow.Separator))
            .SizeFrom("DROP's own file; the Hub leaves out 9 rows whose answers are empty or of two kinds") with { FormatVersion = "2" },
        Choice("race", 87_866, new("ehovy/race", "all"), "race question: {question} options: {(A) ...} article: {article} -> {option}", ChoiceRow.FromRace,
            row => row.Choices.Example($"race question: {row.Question} options: {row.Choices} article: {row.Passage}")),
        Padded(PaddedFillIn, "quoref", 19_399, new("allenai/quoref"), PassageRow.FromSquad),
        FillIn.Task("ropes", TaskFamily.ReadingComprehension, 10_924, new("allenai/ropes"),
            "ropes question: {question} background: {background} situation: {situation} -> {answer}", "EM, F1",
            RopesRow.From, row => row.Example(), new TokenF1()),
        Padded(PaddedFillIn, "adversarial_qa", 30_000, new("UCLNLP/adversarial_qa", "adversarialQA"), PassageRow.FromSquad),
        Choice("sciq", 11_679, new("allenai/sciq"), "sciq question: {question} choices: {(A) ...} -> {choice}", ChoiceRow.FromSciQ, row => row.Example("sciq")),
        FillIn.Task("wiqa", TaskFamily.ReadingComprehension, 29_808, new("allenai/wiqa"),
            "wiqa question: {question} paragraph: {steps} -> more | less | no effect", "accuracy",
            WiqaRow.From, row => row.Example(), new Accuracy()),
        Choice("quartz", 2_696, new("allenai/quartz"), "quartz question: {question} paragraph: {para} choices: {(A) ...} -> {choice}", ChoiceRow.FromQuartz,
            row => row.Choices.Example($"quartz question: {row.Question} paragraph: {row.Passage} choices: {row.Choices}")),
        FillIn.Task("eraser_multi_rc", TaskFamily.ReadingComprehension, 24_029, new("eraser-benchmark/eraser_multi_rc"),
            "explain multirc passage: {passage} query: {query} answer: {answer} -> True | False explanation: {evidence} ...", "accuracy of the label",
            EraserRow.From, row => row.Example(), new ExplanationLabel(new Accuracy()))
            .SizeFrom("recalled").FormatFrom("WT5, preprocessors.py"),
        Passage("duorc_self", 60_721, new("ibm-research/duorc", "SelfRC"), "duorc", "plot", PassageRow.FromDuoRC, "EM, F1", [new TokenF1()]),
    ];

    private static ExMixTask Padded(TaskGroup group, string name, long examples, DatasetReference dataset, Func<DataRow, PassageRow> read)
    {
        var task = group.Task(
            name, TaskFamily.ReadingComprehension, examples, "question: {question} context: {context} -> {first answer}", "EM, F1",
            PartsOf(PunctuationPadding.NonWord), new TokenF1());
        return task with { PaddedWith = PaddedWith };

        IReadOnlyList<TaskPart> PartsOf(PunctuationPadding padding) => [new(dataset, Recipe.Of(read, row => row.PaddedExample(padding)))];

        ExMixTask PaddedWith(PunctuationPadding padding) => padding == PunctuationPadding.NonWord ? task with { PaddedWith = PaddedWith } : task with
        {
            Parts = PartsOf(padding),
            FormatVersion = $"{task.FormatVersion} {padding}",
            PaddedWith = PaddedWith,
        };
    }

    private static ExMixTask Passage(
        string name, long examples, DatasetReference dataset, string prefix, string passage, Func<DataRow, PassageRow> read, string metric,
        IReadOnlyList<IMetric> metrics) => FillIn.Task(
        name, TaskFamily.ReadingComprehension, examples, dataset, $"{prefix} question: {{question}} {passage}: {{{passage}}} -> {{first answer}}", metric,
        read, row => row.Example(prefix, passage), metrics);

    private static ExMixTask Conversations(string name, long examples, DatasetReference dataset, Func<DataRow, Conversation> read, IMetric metric) => FillIn.Task(
        name, TaskFamily.ReadingComprehension, examples, $"{name} question: {{question}} context: {{context}} history: {{question answer | ...}} -> {{answer}}",
        "F1",
        [new(dataset, Recipe.Expanding(read, (conversation, _) => conversation.Examples(name)))], metric);

    private static ExMixTask Choice(
        string name, long examples, DatasetReference dataset, string format, Func<DataRow, ChoiceRow> read, Func<ChoiceRow, TextExample> example) =>
        FillIn.Task(name, TaskFamily.ReadingComprehension, examples, dataset, format, "accuracy", read, example, new Accuracy());
}
