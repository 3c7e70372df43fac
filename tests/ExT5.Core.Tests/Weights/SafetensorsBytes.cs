using System.Buffers.Binary;
using System.Text;

namespace ExT5.Core.Tests.Weights;

/// <summary>Hand-made files: a header as text, then data bytes.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, int dataBytes = 0, ulong? claimedLength = null) =>
        Of(Encoding.UTF8.GetBytes(header), dataBytes, claimedLength);

    public static byte[] Of(byte[] header, int dataBytes = 0, ulong? claimedLength = null)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, claimedLength ?? (ulong)header.Length);
        return [.. length, .. header, .. new byte[dataBytes]];
    }

    /// <summary>One tensor's description; the parts are JSON as they will stand in the header.</summary>
    public static string Tensor(string name, string dtype, string shape, string offsets) =>
        $$"""{{Quoted(name)}}:{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":{{offsets}}}""";

    private static string Quoted(string name) => $"\"{name}\"";
}
