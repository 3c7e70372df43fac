using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question of DROP (Dua et al., 2019) and its answers, each of one or more spans.</summary>
/// <param name="Question">The question.</param>
/// <param name="Passage">The passage.</param>
/// <param name="Spans">All spans of the row one after the other, in the Hub's layout; empty in the authors'.</param>
/// <param name="Types">What each of them is: number, date or span.</param>
/// <param name="Answers">The writer's answer, then those of other annotators, in the authors' layout; empty in the Hub's.</param>
internal sealed record DropRow(
    string Question, string Passage, IReadOnlyList<string> Spans, IReadOnlyList<string> Types, IReadOnlyList<IReadOnlyList<string>> Answers)
{
    /// <summary>Stands between the spans of an answer.</summary>
    public const string Separator = " | ";

    private const string Span = "span";
    private static readonly string[] DateParts = ["day", "month", "year"];

    /// <summary>Reads <c>answers_spans</c> of ucinlp/drop, or <c>answer</c> and <c>validated_answers</c> of DROP's own files.</summary>
    public static DropRow From(DataRow row)
    {
        var (question, passage) = (row.Text("question"), row.Text("passage"));
        if (!row.Has("answers_spans")) return new(question, passage, [], [], [AnswerOf(row.Row("answer")), .. Validated(row)]);
        var lists = row.Row("answers_spans");
        var spans = lists.Texts("spans");
        var types = lists.Has("types") && lists.Texts("types") is { Count: > 0 } given ? given : [.. spans.Select(_ => Span)];
        return spans.Count == types.Count
            ? new(question, passage, spans, types, [])
            : throw new FormatException($"Column 'answers_spans' has {spans.Count} spans and {types.Count} types.");
    }

    /// <summary>A training row teaches its whole answer; others accept the answer of each annotator.</summary>
    public TextExample Example(DatasetSplit split) => AcceptedAnswers.Example(
        $"drop question: {Question} context: {Passage}", AnswersIn(split).Select(spans => string.Join(Separator, spans)));

    private IEnumerable<IReadOnlyList<string>> AnswersIn(DatasetSplit split) =>
        Answers.Count > 0 ? split == DatasetSplit.Train ? Answers.Take(1) : Answers.Where(answer => answer.Count > 0)
        : split == DatasetSplit.Train ? [Spans]
        : OfAnnotators();

    // The Hub strings the spans of all annotators together. Nobody gives a span twice, so that one that comes again begins
    // another answer; where none does, one answer has them all or several have one each, and both are accepted. Numbers and dates are answers of their own.
    private List<IReadOnlyList<string>> OfAnnotators()
    {
        var (answers, current) = (new List<IReadOnlyList<string>>(), new List<string>());
        for (var i = 0; i < Spans.Count; i++)
        {
            if (current.Count > 0 && (Types[i] != Span || Types[i - 1] != Span || current.Contains(Spans[i])))
            {
                answers.Add(current);
                current = [];
            }

            current.Add(Spans[i]);
        }

        if (current.Count > 0) answers.Add(current);
        return answers.Count == 1 && current.Count > 1 ? [current, .. current.Select(span => new[] { span })] : answers;
    }

    private static IEnumerable<IReadOnlyList<string>> Validated(DataRow row) => !row.Has("validated_answers") ? [] : row["validated_answers"] switch
    {
        DataRow lists => lists.Texts("number").Select((number, place) => AnswerOf(number, lists.Rows("date")[place], lists.TextLists("spans")[place])),
        _ => row.Rows("validated_answers").Select(AnswerOf),
    };

    private static IReadOnlyList<string> AnswerOf(DataRow answer) => AnswerOf(answer.Text("number"), answer.Row("date"), answer.Texts("spans"));

    private static IReadOnlyList<string> AnswerOf(string number, DataRow date, IReadOnlyList<string> spans)
    {
        if (number.Length > 0) return [number];
        if (spans.Count > 0) return spans;
        var day = string.Join(' ', DateParts.Select(date.Text).Where(part => part.Length > 0));
        return day.Length > 0 ? [day] : [];
    }
}
