namespace ExT5.Data;

/// <summary>What <see cref="TokenCache.VerifyAsync"/> found in a shard.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length; 0 when it is missing.</param>
/// <param name="Problem">What is wrong, or null when every byte is as it was written.</param>
public sealed record ShardReport(string Path, long Bytes, string? Problem);
