namespace Pretrain.ApiDocs;

/// <summary>The exceptions of the types that have most conditions of their own; what several tasks ask about.</summary>
/// <param name="Types">Names of the types, most conditions first.</param>
/// <param name="Parts">Every documented exception of these types.</param>
internal sealed record FrequentExceptions(IReadOnlyList<string> Types, IReadOnlyList<MemberPart> Parts)
{
    /// <summary>Number of types: those with about a hundred distinct conditions or more.</summary>
    private const int Most = 12;

    public static FrequentExceptions Of(ApiDocsCorpus docs)
    {
        var parts = docs.ExceptionsOf().ToList();
        var types = parts.MostFrequent(Most, part => part.Exception.Type, part => part.Exception.Condition);
        return new(types, [.. parts.Where(part => types.Contains(part.Exception.Type))]);
    }
}
