namespace ExT5.Data;

/// <summary>How far the writing of a cache is.</summary>
/// <param name="Rows">Rows written so far.</param>
/// <param name="TotalRows">Rows to write; those of shards that are kept are not among them.</param>
/// <param name="Tokens">Ids written so far.</param>
public sealed record CacheProgress(long Rows, long TotalRows, long Tokens);
