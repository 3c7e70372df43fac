using System.Security.Cryptography;
using System.Text;

namespace ExT5.Data;

/// <summary>The checksum of a file on this machine, of the kind the listing gives.</summary>
internal static class HubChecksum
{
    private const int Buffer = 1 << 20;

    public static async Task<bool> MatchesAsync(string path, HubFile file, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(file.Checksum.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        if (file.Checksum.Length == 40) hash.AppendData(Encoding.ASCII.GetBytes($"blob {stream.Length}\0"));
        var buffer = new byte[(int)Math.Clamp(stream.Length, 1, Buffer)];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Checksum;
    }
}
