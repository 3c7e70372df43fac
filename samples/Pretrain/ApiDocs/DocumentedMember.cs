namespace Pretrain.ApiDocs;

/// <summary>A member of the API with its documentation as plain text; texts that are missing are empty.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Namespace">The namespace it lies in.</param>
/// <param name="Summary">What it does; never empty.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="Remarks">Anything else.</param>
/// <param name="Parameters">Documented parameters in the order of the documentation.</param>
/// <param name="Exceptions">Documented exceptions, one entry a condition.</param>
internal sealed record DocumentedMember(
    MemberId Id,
    string Namespace,
    string Summary,
    string Returns,
    string Remarks,
    IReadOnlyList<DocumentedParameter> Parameters,
    IReadOnlyList<DocumentedException> Exceptions)
{
    /// <summary>Type and name: <c>BitArray.CopyTo</c>; the type alone for types and constructors.</summary>
    public string DisplayName => Id.Kind is MemberKind.Type or MemberKind.Constructor
        ? Id.Name
        : $"{MemberId.ShortName(Id.Type)}.{Id.Name}";

    /// <summary>All texts, one after the other.</summary>
    public string AllText => string.Join(' ', Texts().Where(text => text.Length > 0));

    /// <summary>True when the id gives a type for every documented parameter.</summary>
    public bool HasTypedParameters => Parameters.Count > 0 && Parameters.Count == Id.ParameterTypes.Count;

    private IEnumerable<string> Texts()
    {
        yield return Summary;
        foreach (var parameter in Parameters) yield return parameter.Text;
        yield return Returns;
        foreach (var exception in Exceptions) yield return exception.Condition;
        yield return Remarks;
    }
}

/// <summary>A parameter and what it means.</summary>
internal sealed record DocumentedParameter(string Name, string Text);

/// <summary>An exception (short name) and when it is thrown.</summary>
internal sealed record DocumentedException(string Type, string Condition);

/// <summary>One parameter or one exception of a member.</summary>
internal readonly record struct MemberPart(DocumentedMember Member, int Index)
{
    public DocumentedParameter Parameter => Member.Parameters[Index];

    public DocumentedException Exception => Member.Exceptions[Index];
}
