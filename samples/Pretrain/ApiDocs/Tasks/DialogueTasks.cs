using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Dialogue: a reader asks, the documentation answers; the model gives the next answer.</summary>
internal static class DialogueTasks
{
    private const int LongestAnswer = 130;
    private const int LongestTurn = 90;

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs)
    {
        yield return new(ParameterDialogue(docs), Copy: LastAnswer);
        yield return new(ExceptionDialogue(docs), Copy: LastAnswer);
    }

    /// <summary>The answer that was given last.</summary>
    private static string LastAnswer(string input)
    {
        var start = input.LastIndexOf(" docs: ", StringComparison.Ordinal) + 7;
        return input[start..input.LastIndexOf(" user: ", StringComparison.Ordinal)];
    }

    /// <summary>What the parameters mean, one after the other.</summary>
    private static Seq2SeqTask ParameterDialogue(ApiDocsCorpus docs)
    {
        static TextExample Format(MemberPart part) => new(
            $"parameter_dialogue about: {part.Member.DisplayName}{Turns(part, index => part.Member.Parameters[index].Name, index => part.Member.Parameters[index].Text)}",
            part.Parameter.Text);

        return Seq2SeqTask.Create<MemberPart>("parameter_dialogue", task => task
            .InFamily(TaskFamily.Dialogue)
            .ReadFrom(docs.Source(docs.ParametersOf().Where(part => part.Index > 0 && part.Parameter.Text.Length <= LongestAnswer), Format))
            .Format(Format)
            .ScoreWith(new TokenF1()));
    }

    /// <summary>When the exceptions are thrown, one after the other.</summary>
    private static Seq2SeqTask ExceptionDialogue(ApiDocsCorpus docs)
    {
        static TextExample Format(MemberPart part) => new(
            $"exception_dialogue about: {part.Member.DisplayName}{Turns(part, index => part.Member.Exceptions[index].Type, index => part.Member.Exceptions[index].Condition)}",
            part.Exception.Condition);

        return Seq2SeqTask.Create<MemberPart>("exception_dialogue", task => task
            .InFamily(TaskFamily.Dialogue)
            .ReadFrom(docs.Source(docs.ExceptionsOf().Where(part => part.Index > 0 && part.Exception.Condition.Length <= LongestAnswer), Format))
            .Format(Format)
            .ScoreWith(new TokenF1()));
    }

    private static string Turns(MemberPart part, Func<int, string> question, Func<int, string> answer)
    {
        // Two turns back is what a short row holds.
        var first = Math.Max(0, part.Index - 2);
        return string.Concat(Enumerable.Range(first, part.Index - first)
            .Select(index => $" user: {question(index)}? docs: {ShortText.Stopped(ShortText.Fit(answer(index), LongestTurn))}"))
            + $" user: {question(part.Index)}?";
    }
}
