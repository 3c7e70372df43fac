using ExT5.Data;

namespace Pretrain.ApiDocs.Tasks;

/// <summary>Commonsense reasoning as choice: which of the names given makes sense?</summary>
internal static class CommonsenseTasks
{
    private const int PerException = 1_000;
    private const int PerName = 150;
    private const int ParameterNames = 120;
    private const int Candidates = 4;

    public static IEnumerable<ApiDocsTask> Of(ApiDocsCorpus docs, FrequentExceptions exceptions)
    {
        yield return new(ExceptionChoice(docs, exceptions), Choices);
        yield return new(ParameterChoice(docs), Choices);
        yield return new(MemberChoice(docs), Choices);
    }

    /// <summary>The names after <c>choices:</c>.</summary>
    private static string[] Choices(string input) =>
        input[(input.LastIndexOf("choices: ", StringComparison.Ordinal) + 9)..].Split(" or ");

    /// <summary>A condition and two exceptions, one of which it raises.</summary>
    private static Seq2SeqTask ExceptionChoice(ApiDocsCorpus docs, FrequentExceptions exceptions)
    {
        List<MemberPart> rows = [.. exceptions.Parts.AtMost(PerException, part => part.Exception.Type, part => part.Exception.Condition)];
        List<string> types = [.. rows.Select(part => part.Exception.Type)];
        TextExample Format(MemberPart part)
        {
            var (type, condition) = (part.Exception.Type, ShortText.Fit(part.Exception.Condition, 180));
            return new($"exception_choice condition: {condition} choices: {Two(type, types.OtherThan(type, condition, 1), condition)}", type);
        }

        return Seq2SeqTask.Create<MemberPart>("exception_choice", task => task
            .InFamily(TaskFamily.Commonsense)
            .ReadFrom(docs.Source(rows, Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }

    /// <summary>What a parameter means and two names, one of which is its own.</summary>
    private static Seq2SeqTask ParameterChoice(ApiDocsCorpus docs)
    {
        var frequent = docs.ParametersOf().MostFrequent(ParameterNames, part => part.Parameter.Name, part => part.Parameter.Text);
        List<MemberPart> rows = [.. docs.ParametersOf().Where(part => frequent.Contains(part.Parameter.Name))
            .AtMost(PerName, part => part.Parameter.Name, part => part.Parameter.Text)];
        List<string> names = [.. rows.Select(part => part.Parameter.Name)];
        TextExample Format(MemberPart part)
        {
            var (name, text) = (part.Parameter.Name, ShortText.Fit(part.Parameter.Text, 180));
            return new($"parameter_choice meaning: {text} choices: {Two(name, names.OtherThan(name, text, 2), text)}", name);
        }

        return Seq2SeqTask.Create<MemberPart>("parameter_choice", task => task
            .InFamily(TaskFamily.Commonsense)
            .ReadFrom(docs.Source(rows, Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }

    /// <summary>A summary and four members of one type, one of which it describes.</summary>
    private static Seq2SeqTask MemberChoice(ApiDocsCorpus docs)
    {
        var names = docs.Members.Where(Named).GroupBy(member => member.Id.Type)
            .ToDictionary(type => type.Key, type => type.Select(member => member.Id.Name).Distinct().ToList());
        TextExample Format(DocumentedMember member)
        {
            var name = member.Id.Name;
            var others = names[member.Id.Type].Where(other => other != name).ToList();
            var first = (int)(StableHash.Of(member.Summary, 3) % (ulong)others.Count);
            var choices = Enumerable.Range(first, Candidates - 1).Select(index => others[index % others.Count]).Append(name)
                .OrderBy(choice => StableHash.Of(member.Summary + choice, 4));
            return new($"member_choice summary: {ShortText.Fit(member.Summary, 180)} choices: {string.Join(" or ", choices)}", name);
        }

        return Seq2SeqTask.Create<DocumentedMember>("member_choice", task => task
            .InFamily(TaskFamily.Commonsense)
            .ReadFrom(docs.Source(docs.Members.Where(member => Named(member) && names[member.Id.Type].Count >= Candidates), Format))
            .Format(Format)
            .ScoreWith(new Accuracy()));
    }

    private static bool Named(DocumentedMember member) => member.Id.Kind is MemberKind.Method or MemberKind.Property;

    private static string Two(string right, string wrong, string text) =>
        StableHash.Coin(text, 5) ? $"{right} or {wrong}" : $"{wrong} or {right}";
}
