namespace ExT5.Data;

/// <summary>What a call of <see cref="TokenCacheWriter"/> did.</summary>
/// <param name="Written">Shards written, replaced ones included.</param>
/// <param name="Replaced">Shards among them that replaced one that was damaged or made from something else.</param>
/// <param name="Kept">Shards that were there, complete and made from the same.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Tokens">Ids written.</param>
public sealed record CacheWriteReport(int Written, int Replaced, int Kept, long Rows, long Tokens);
