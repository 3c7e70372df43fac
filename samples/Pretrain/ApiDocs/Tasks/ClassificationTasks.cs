using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Classification: what kind of thing does a text describe?</summary>
internal static class ClassificationTasks
{
    private const int Namespaces = 16;
    private const int PerLabel = 2_000;
    private const int PerException = 1_000;

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs, FrequentExceptions exceptions)
    {
        yield return new(MemberKindOf(docs));
        yield return new(ExceptionTypeOf(docs, exceptions));
        yield return new(NamespaceOf(docs));
    }

    /// <summary>Summary to constructor, event, field, method, property or type.</summary>
    private static Seq2SeqTask MemberKindOf(ApiDocsCorpus docs)
    {
        TextExample Format(DocumentedMember member) =>
            new($"member_kind summary: {ShortText.Fit(member.Summary, 200)}", KindName.Of(member.Id.Kind));

        return Seq2SeqTask.Create<DocumentedMember>("member_kind", task => task
            .InFamily(TaskFamily.Classification)
            .ReadFrom(docs.Source(docs.Members.AtMost(PerLabel, member => Format(member).Target, member => Format(member).Input), Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }

    /// <summary>Condition to the exception it raises, among the most frequent ones.</summary>
    private static Seq2SeqTask ExceptionTypeOf(ApiDocsCorpus docs, FrequentExceptions exceptions)
    {
        TextExample Format(MemberPart part) =>
            new($"exception_type condition: {ShortText.Fit(part.Exception.Condition, 200)}", part.Exception.Type);

        var rows = exceptions.Parts.AtMost(PerException, part => part.Exception.Type, part => Format(part).Input);
        return Seq2SeqTask.Create<MemberPart>("exception_type", task => task
            .InFamily(TaskFamily.Classification)
            .ReadFrom(docs.Source(rows, Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }

    /// <summary>Summary to the first two names of its namespace, among the largest ones.</summary>
    private static Seq2SeqTask NamespaceOf(ApiDocsCorpus docs)
    {
        static string Root(DocumentedMember member) => string.Join('.', member.Namespace.Split('.').Take(2));
        static TextExample Format(DocumentedMember member) =>
            new($"namespace_of summary: {ShortText.Fit(member.Summary, 200)}", Root(member));

        var largest = docs.Members.MostFrequent(Namespaces, Root, member => member.Summary).ToHashSet();
        var rows = docs.Members.Where(member => largest.Contains(Root(member)))
            .AtMost(PerLabel, Root, member => Format(member).Input);
        return Seq2SeqTask.Create<DocumentedMember>("namespace_of", task => task
            .InFamily(TaskFamily.Classification)
            .ReadFrom(docs.Source(rows, Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }
}
