namespace ExT5.Core;

/// <summary>Tells a file from a pipe or a device in its place, which would be waited for or read without end.</summary>
internal static class RegularFile
{
    /// <summary>Bytes of the file behind all links, before it is opened; of a pipe and of a device 0.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;
    }
}
