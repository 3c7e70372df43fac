using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Natural language inference: does the hypothesis follow from the documentation? Half of them do.</summary>
internal static class InferenceTasks
{
    private const int PerKind = 2_000;
    private const int PerException = 1_000;
    private const string Entailment = "entailment";
    private const string Contradiction = "contradiction";

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs, FrequentExceptions exceptions)
    {
        yield return new(KindEntailment(docs));
        yield return new(ExceptionEntailment(docs, exceptions));
    }

    /// <summary>Premise: a summary. Hypothesis: what kind of member it describes.</summary>
    private static Seq2SeqTask KindEntailment(ApiDocsCorpus docs)
    {
        static TextExample Format(DocumentedMember member)
        {
            var (premise, kind) = (ShortText.Fit(member.Summary, 180), KindName.Of(member.Id.Kind));
            var follows = StableHash.Coin(premise, 6);
            var claimed = follows ? kind : KindName.All.OtherThan(kind, premise, 7);
            return new(
                $"kind_entailment hypothesis: This describes {(claimed == "event" ? "an" : "a")} {claimed}. premise: {premise}",
                follows ? Entailment : Contradiction);
        }

        var rows = docs.Members.AtMost(PerKind, member => KindName.Of(member.Id.Kind), member => member.Summary);
        return Seq2SeqTask.Create<DocumentedMember>("kind_entailment", task => task
            .InFamily(TaskFamily.Inference)
            .ReadFrom(docs.Source(rows, Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }

    /// <summary>Premise: when it is thrown. Hypothesis: which exception it is.</summary>
    private static Seq2SeqTask ExceptionEntailment(ApiDocsCorpus docs, FrequentExceptions exceptions)
    {
        TextExample Format(MemberPart part)
        {
            var (premise, type) = (ShortText.Fit(part.Exception.Condition, 180), part.Exception.Type);
            var follows = StableHash.Coin(premise, 8);
            var claimed = follows ? type : exceptions.Types.OtherThan(type, premise, 9);
            return new(
                $"exception_entailment hypothesis: It throws {claimed}. premise: {premise}",
                follows ? Entailment : Contradiction);
        }

        var rows = exceptions.Parts.AtMost(PerException, part => part.Exception.Type, part => part.Exception.Condition);
        return Seq2SeqTask.Create<MemberPart>("exception_entailment", task => task
            .InFamily(TaskFamily.Inference)
            .ReadFrom(docs.Source(rows, Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }
}
