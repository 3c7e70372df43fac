using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Closed-book question answering: names alone, no text to read the answer from.</summary>
internal static class ClosedBookTasks
{
    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs)
    {
        yield return new(TypeNamespace(docs));
        yield return new(ParameterType(docs));
    }

    /// <summary>Which namespace holds the type?</summary>
    private static Seq2SeqTask TypeNamespace(ApiDocsCorpus docs)
    {
        static TextExample Format(DocumentedMember type) => new($"type_namespace type: {type.Id.Name}", type.Namespace);

        return Seq2SeqTask.Create<DocumentedMember>("type_namespace", task => task
            .InFamily(TaskFamily.ClosedBookQA)
            .ReadFrom(docs.Source(docs.Types.Values, Format))
            .Format(Format)
            .ScoreWith(new ExactMatch(), new TokenF1()));
    }

    /// <summary>Of which type is the parameter of a member?</summary>
    private static Seq2SeqTask ParameterType(ApiDocsCorpus docs)
    {
        static TextExample Format(MemberPart part) => new(
            $"parameter_type member: {part.Member.DisplayName} parameter: {part.Parameter.Name}",
            part.Member.Id.ParameterTypes[part.Index]);

        return Seq2SeqTask.Create<MemberPart>("parameter_type", task => task
            .InFamily(TaskFamily.ClosedBookQA)
            .ReadFrom(docs.Source(docs.ParametersOf().Where(part => part.Member.HasTypedParameters), Format))
            .Format(Format)
            .ScoreWith(new ExactMatch()));
    }
}
