using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>The rows that several tasks are made of.</summary>
internal static class ApiDocsRows
{
    // A condition this short ("null.") says nothing that an answer could rest on.
    private const int ShortestCondition = 8;

    /// <summary>A source of members.</summary>
    public static ApiDocsSource<DocumentedMember> Source(
        this ApiDocsCorpus docs, IEnumerable<DocumentedMember> rows, Func<DocumentedMember, TextExample> format) =>
        new(rows, member => member, member => format(member).Input);

    /// <summary>A source of parameters or exceptions.</summary>
    public static ApiDocsSource<MemberPart> Source(
        this ApiDocsCorpus docs, IEnumerable<MemberPart> rows, Func<MemberPart, TextExample> format) =>
        new(rows, part => part.Member, part => format(part).Input);

    /// <summary>Every documented parameter whose text says more than its name.</summary>
    public static IEnumerable<MemberPart> ParametersOf(this ApiDocsCorpus docs) => docs.Members.SelectMany(member =>
        Enumerable.Range(0, member.Parameters.Count).Select(index => new MemberPart(member, index)));

    /// <summary>Every documented exception with a condition.</summary>
    public static IEnumerable<MemberPart> ExceptionsOf(this ApiDocsCorpus docs) => docs.Members.SelectMany(member =>
        Enumerable.Range(0, member.Exceptions.Count).Select(index => new MemberPart(member, index)))
        .Where(part => part.Exception.Condition.Length >= ShortestCondition);

    /// <summary>
    /// A label other than the right one, chosen by the hash of a text. Labels of rows, repeated as they are, make wrong
    /// answers as frequent as right ones, so that frequency alone tells nothing.
    /// </summary>
    public static string OtherThan(this IReadOnlyList<string> labels, string right, string text, ulong seed)
    {
        if (labels.All(label => label == right))
            throw new InvalidOperationException($"There is no label but '{right}' to choose from.");
        for (; ; seed += 16)
            if (StableHash.Pick(labels, text, seed) is var other && other != right) return other;
    }
}
