namespace ExT5.Data;

/// <summary>A file that rows are read from, as it was when it was hashed.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Changed">When it changed last, in ticks of UTC; 0 when it changed so shortly before that the time does not tell it from a later change.</param>
/// <param name="Sha256">SHA-256 of its bytes, in hexadecimal.</param>
public sealed record SourceFile(string Path, long Bytes, long Changed, string Sha256);
