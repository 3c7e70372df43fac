using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Log probabilities of given tokens: their logits less the log-sum-exp of all, a part of the places at a time.</summary>
internal static class TokenLikelihoods
{
    /// <summary>Logits that exist at once: 64 MiB of float32.</summary>
    private const long MostLogits = 1 << 24;

    /// <param name="model">Gives the logits.</param>
    /// <param name="hidden">Hidden states <c>[N, M]</c>.</param>
    /// <param name="ids">The tokens, int64 <c>[N]</c>.</param>
    /// <returns>N numbers.</returns>
    public static float[] Of(T5Model model, Tensor hidden, Tensor ids)
    {
        var likelihoods = new float[ids.shape[0]];
        var places = Math.Max(1, MostLogits / model.Config.VocabularySize);
        for (var start = 0L; start < likelihoods.Length; start += places)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(places, likelihoods.Length - start);
            var logits = model.Logits(hidden.narrow(0, start, count)); // [n, V]
            var chosen = logits.gather(1, ids.narrow(0, start, count).unsqueeze(1)).squeeze(1); // [n]
            HostCopy.Floats(chosen - logits.logsumexp(1)).CopyTo(likelihoods, start);
        }

        return likelihoods;
    }
}
