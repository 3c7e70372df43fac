using System.Security.Cryptography;
using System.Text;
using ExT5.Core;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>What a run trains and what it leaves as it is, as texts that a person can compare.</summary>
internal static class FrozenWeights
{
    private const long MostBytes = 1 << 28;

    /// <summary>Nothing when all of the model is trained; otherwise what is not, and what is trained on top.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Describe(T5Model model)
    {
        var frozen = model.NamedParameters.Where(entry => !entry.Value.requires_grad).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        if (frozen.Count > 0)
            yield return new("frozen parameters", $"{frozen.Count} of {model.NamedParameters.Count}, {Hash(frozen.Select(entry => entry.Key))}");
        if (model.Adapter is not { } adapter)
            yield break;
        yield return new("adapter", $"{adapter}");
        if (new WeightsOfRun(model).LeaveModelOut)
            yield return new("model weights", Hash(frozen.Select(entry => (Tensor)entry.Value)));
    }

    private static string Hash(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))).AsSpan(0, 8));

    private static string Hash(IEnumerable<Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors)
            Append(hash, tensor);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A span holds less than 2 GiB, which the largest tables exceed.
    private static void Append(IncrementalHash hash, Tensor tensor)
    {
        using var noGradient = no_grad();
        var rows = Math.Max(1, MostBytes / Math.Max(1, tensor.numel() / tensor.shape[0] * tensor.element_size()));
        for (var row = 0L; row < tensor.shape[0]; row += rows)
        {
            using var scope = NewDisposeScope();
            hash.AppendData(tensor.narrow(0, row, Math.Min(rows, tensor.shape[0] - row)).cpu().contiguous().bytes);
        }
    }
}
