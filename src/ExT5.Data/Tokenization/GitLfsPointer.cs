namespace ExT5.Data;

/// <summary>What Git leaves in place of a file that Git LFS keeps, until it is fetched.</summary>
internal static class GitLfsPointer
{
    /// <summary>Refuses bytes that are such a pointer.</summary>
    /// <param name="name">The file's path in quotes, or what else it is.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="VocabularyException">The bytes are such a pointer.</exception>
    public static void Refuse(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("version https://git-lfs.github.com/spec/"u8))
            throw new VocabularyException(
                $"{name} is a Git LFS pointer, not the file itself. Fetch the file with 'git lfs pull', or download it again.");
    }
}
