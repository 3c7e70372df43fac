using System.Text.RegularExpressions;
using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Reading comprehension: the answer stands in the documentation that is given.</summary>
internal static partial class ReadingTasks
{
    private const int MostEntries = 3;

    // Of all entries together, so that a row of 64 tokens or little more holds them.
    private const int MostCharacters = 220;

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs)
    {
        yield return new(ThrownException(docs), Options: Listed);
        yield return new(ParameterMeaning(docs), Options: Meanings);
    }

    /// <summary>Which of the exceptions documented is thrown when a condition holds?</summary>
    private static Seq2SeqTask ThrownException(ApiDocsCorpus docs)
    {
        static TextExample Format(MemberPart part) => new(
            $"thrown_exception question: {Condition(part.Exception)} docs: {Text(part.Member.Exceptions.Select(exception =>
                $"{exception.Type}: {Condition(exception)}"))}",
            part.Exception.Type);

        return Seq2SeqTask.Create<MemberPart>("thrown_exception", task => task
            .InFamily(TaskFamily.ReadingComprehension)
            .ReadFrom(docs.Source(docs.ExceptionsOf().Where(OneOfSeveral), Format))
            .Format(Format)
            .ScoreWith(new ExactMatch()));
    }

    /// <summary>What does the parameter mean, by the documentation of all of them?</summary>
    private static Seq2SeqTask ParameterMeaning(ApiDocsCorpus docs)
    {
        static TextExample Format(MemberPart part) => new(
            $"parameter_meaning question: {part.Parameter.Name}? docs: {Text(part.Member.Parameters.Select(parameter =>
                $"{parameter.Name}: {Meaning(parameter)}"))}",
            Meaning(part.Parameter));

        return Seq2SeqTask.Create<MemberPart>("parameter_meaning", task => task
            .InFamily(TaskFamily.ReadingComprehension)
            .ReadFrom(docs.Source(docs.ParametersOf().Where(OneOfSeveralMeanings), Format))
            .Format(Format)
            .ScoreWith(new TokenF1(), new ExactMatch()));
    }

    // Several exceptions of different types, and no condition that stands under two of them.
    private static bool OneOfSeveral(MemberPart part)
    {
        var exceptions = part.Member.Exceptions;
        return exceptions.Count is > 1 and <= MostEntries
            && exceptions.DistinctBy(exception => exception.Type).Count() > 1
            && exceptions.DistinctBy(Condition).Count() == exceptions.Count
            && exceptions.Sum(exception => Condition(exception).Length) <= MostCharacters;
    }

    private static bool OneOfSeveralMeanings(MemberPart part)
    {
        var parameters = part.Member.Parameters;
        return parameters.Count is > 1 and <= MostEntries && parameters.Sum(parameter => Meaning(parameter).Length) <= MostCharacters;
    }

    private static string Text(IEnumerable<string> entries) => string.Join(' ', entries);

    private static string Condition(DocumentedException exception) => ShortText.Stopped(ShortText.FirstSentence(exception.Condition));

    private static string Meaning(DocumentedParameter parameter) => ShortText.Stopped(ShortText.FirstSentence(parameter.Text));

    private static IReadOnlyList<string> Listed(string input) => [.. ExceptionEntry().Matches(Docs(input)).Select(entry => entry.Groups[1].Value).Distinct()];

    private static IReadOnlyList<string> Meanings(string input) => [.. ParameterEntry().Split(Docs(input)).Where(text => text.Length > 0)];

    private static string Docs(string input) => input[(input.IndexOf(" docs: ", StringComparison.Ordinal) + 7)..];

    [GeneratedRegex(@"(?:^| )(\w+): ")]
    private static partial Regex ExceptionEntry();

    [GeneratedRegex(@"(?:^| )\w+: ")]
    private static partial Regex ParameterEntry();
}
