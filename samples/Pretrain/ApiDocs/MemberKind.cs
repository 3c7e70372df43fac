namespace Pretrain.ApiDocs;

/// <summary>What a documentation id names.</summary>
internal enum MemberKind
{
    Type,
    Constructor,
    Method,
    Property,
    Field,
    Event,
}
