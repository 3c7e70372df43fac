namespace Pretrain.ApiDocs.Tasks;

/// <summary>How tasks write the kind of a member.</summary>
internal static class KindName
{
    public static IReadOnlyList<string> All { get; } = ["constructor", "event", "field", "method", "property", "type"];

    public static string Of(MemberKind kind) => kind switch
    {
        MemberKind.Constructor => "constructor",
        MemberKind.Event => "event",
        MemberKind.Field => "field",
        MemberKind.Method => "method",
        MemberKind.Property => "property",
        _ => "type",
    };
}
