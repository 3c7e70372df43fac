using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Summarization: all that is said about something, in a sentence.</summary>
internal static class SummarizationTasks
{
    private const int FewestMembers = 3;
    private const int ShortestSummary = 25;
    private const int LongestSummary = 140;
    private const int LongestInput = 220;

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs)
    {
        yield return new(MemberSummary(docs), Copy: Lead);
        yield return new(TypeSummary(docs), Copy: Lead);
    }

    /// <summary>The first sentence of what is to be summarized, the usual baseline of this family.</summary>
    private static string Lead(string input) => ShortText.FirstSentence(input[(input.IndexOf(" docs: ", StringComparison.Ordinal) + 7)..]);

    /// <summary>Texts of parameters, of the value returned and of exceptions to the summary of the member.</summary>
    private static Seq2SeqTask MemberSummary(ApiDocsCorpus docs)
    {
        static TextExample Format(DocumentedMember member) => new(
            $"member_summary {KindName.Of(member.Id.Kind)}: {member.DisplayName} docs: {ShortText.Fit(Texts(member), LongestInput)}",
            ShortText.FirstSentence(member.Summary));

        return Seq2SeqTask.Create<DocumentedMember>("member_summary", task => task
            .InFamily(TaskFamily.Summarization)
            .ReadFrom(docs.Source(docs.Members.Where(member => Tells(member) && Texts(member).Length > 0), Format))
            .Format(Format)
            .ScoreWith(new Rouge()));
    }

    /// <summary>Summaries of the members to the summary of the type.</summary>
    private static Seq2SeqTask TypeSummary(ApiDocsCorpus docs)
    {
        var members = docs.Members.Where(member => member.Id.Kind != MemberKind.Type).ToLookup(member => member.Id.Type);
        TextExample Format(DocumentedMember type) => new(
            $"type_summary type: {type.Id.Name} docs: {ShortText.Fit(string.Join(' ', members[type.Id.Type]
                .Select(member => ShortText.Stopped(ShortText.FirstSentence(member.Summary))).Distinct()), LongestInput)}",
            ShortText.FirstSentence(type.Summary));

        return Seq2SeqTask.Create<DocumentedMember>("type_summary", task => task
            .InFamily(TaskFamily.Summarization)
            .ReadFrom(docs.Source(docs.Types.Values.Where(type => Tells(type) && members[type.Id.Type].Skip(FewestMembers - 1).Any()), Format))
            .Format(Format)
            .ScoreWith(new Rouge()));
    }

    private static bool Tells(DocumentedMember member) =>
        ShortText.FirstSentence(member.Summary).Length is >= ShortestSummary and <= LongestSummary;

    private static string Texts(DocumentedMember member) => string.Join(' ', new[] { member.Returns }
        .Concat(member.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Text}"))
        .Concat(member.Exceptions.Select(exception => $"{exception.Type}: {exception.Condition}"))
        .Where(text => text.Length > 0)
        .Select(ShortText.Stopped));
}
