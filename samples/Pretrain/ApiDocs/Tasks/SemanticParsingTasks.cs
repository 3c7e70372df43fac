using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Semantic parsing: English to the formal signature it documents.</summary>
internal static class SemanticParsingTasks
{
    private const int MostParameters = 3;

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs)
    {
        yield return new(ParameterTypes(docs));
        yield return new(Signature(docs));
    }

    /// <summary>Names and meanings of parameters to the list of their types.</summary>
    private static Seq2SeqTask ParameterTypes(ApiDocsCorpus docs)
    {
        static TextExample Format(DocumentedMember member) => new(
            $"parameter_types {string.Join(' ', member.Parameters.Select(parameter =>
                $"{parameter.Name}: {ShortText.Stopped(ShortText.Fit(parameter.Text, 80))}"))}",
            string.Join(", ", member.Id.ParameterTypes));

        return Seq2SeqTask.Create<DocumentedMember>("parameter_types", task => task
            .InFamily(TaskFamily.SemanticParsing)
            .ReadFrom(docs.Source(docs.Members.Where(Parsable), Format))
            .Format(Format)
            .ScoreWith(new ExactMatch(), new TokenF1()));
    }

    /// <summary>Summary and names of parameters to kind, name and types.</summary>
    private static Seq2SeqTask Signature(ApiDocsCorpus docs)
    {
        static TextExample Format(DocumentedMember member) => new(
            $"signature summary: {ShortText.Fit(member.Summary, 180)} parameters: {Names(member)}",
            $"{KindName.Of(member.Id.Kind)} {member.Id.Name} ({string.Join(", ", member.Id.ParameterTypes)})");

        return Seq2SeqTask.Create<DocumentedMember>("signature", task => task
            .InFamily(TaskFamily.SemanticParsing)
            .ReadFrom(docs.Source(docs.Members.Where(Parsable), Format))
            .Format(Format)
            .ScoreWith(new TokenF1(), new ExactMatch()));
    }

    private static string Names(DocumentedMember member) => string.Join(", ", member.Parameters.Select(parameter => parameter.Name));

    private static bool Parsable(DocumentedMember member) =>
        member.HasTypedParameters && member.Parameters.Count <= MostParameters && member.Id.Kind != MemberKind.Property
        && member.Id.ParameterTypes.Sum(type => type.Length) <= 90;
}
