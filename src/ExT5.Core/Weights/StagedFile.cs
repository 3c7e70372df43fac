namespace ExT5.Core;

/// <summary>A file written in full beside its target; it takes the target's place when told to, or vanishes.</summary>
internal sealed class StagedFile : IDisposable
{
    /// <summary>How the names of unfinished files end, after 32 hexadecimal digits.</summary>
    public const string Extension = ".tmp";

    private readonly string _unfinished;
    private bool _inPlace;

    private StagedFile(string target)
    {
        Target = Path.GetFullPath(target);
        _unfinished = $"{Target}.{Guid.NewGuid():N}{Extension}";
    }

    /// <summary>Full path of the file to make or to replace.</summary>
    public string Target { get; }

    /// <summary>Writes a file and brings it to the disk.</summary>
    /// <param name="target">The file to make or to replace; its folder must be there.</param>
    /// <param name="write">Makes a file at the path it is given.</param>
    public static StagedFile Write(string target, Action<string> write)
    {
        var staged = new StagedFile(target);
        try
        {
            write(staged._unfinished);
            using var file = File.OpenHandle(staged._unfinished, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Replaces the target at once.</summary>
    public void PutInPlace()
    {
        File.Move(_unfinished, Target, overwrite: true);
        _inPlace = true;
    }

    /// <summary>Whether a target is there and holds the same bytes.</summary>
    public bool EqualsTarget() =>
        File.Exists(Target) && File.ReadAllBytes(Target).AsSpan().SequenceEqual(File.ReadAllBytes(_unfinished));

    public void Dispose()
    {
        if (!_inPlace)
            File.Delete(_unfinished);
    }
}
