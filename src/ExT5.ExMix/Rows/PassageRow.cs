using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A question about a passage and its accepted answers.</summary>
internal sealed record PassageRow(string Question, string Passage, IReadOnlyList<string> Answers)
{
    /// <summary>The layout of SQuAD: answers are a row of lists.</summary>
    public static PassageRow FromSquad(DataRow row) => new(row.Text("question"), row.Text("context"), row.Row("answers").Texts("text"));

    /// <summary>The layout of the MRQA sets on the Hub: answers are a list.</summary>
    public static PassageRow FromMrqa(DataRow row) => new(row.Text("question"), row.Text("context"), row.Texts("answers"));

    public static PassageRow FromTweetQA(DataRow row) => new(row.Text("Question"), row.Text("Tweet"), row.Texts("Answer"));

    /// <summary>DuoRC's questions without an answer teach <c>no answer</c>.</summary>
    public static PassageRow FromDuoRC(DataRow row) =>
        new(row.Text("question"), row.Text("plot"), row.Flag("no_answer") ? ["no answer"] : row.Texts("answers"));

    /// <summary>T5's <c>squad</c>: spaces around punctuation in question, passage and answers, also where they end in some.</summary>
    public TextExample PaddedExample(PunctuationPadding padding)
    {
        var input = string.Join(' ', "question:", PaddedPunctuation.Of(Question, padding), "context:", PaddedPunctuation.Of(Passage, padding));
        return AcceptedAnswers.Example(PaddedPunctuation.Collapsed(input), Answers.Select(answer => PaddedPunctuation.Of(answer, padding)));
    }

    public TextExample Example(string prefix, string passageName) =>
        AcceptedAnswers.Example($"{prefix} question: {Question} {passageName}: {Passage}", Answers);
}
