using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>
/// LongT5's encoder attention of one row without padding, written out with a dense mask in double precision:
/// <c>softmax(q k^T + bias over allowed keys) v W_o</c>, summaries standing behind the positions as more keys.
/// </summary>
internal sealed class PlainLongAttention(T5Config config, IReadOnlyDictionary<string, Tensor> weights)
{
    /// <param name="x">The row's normed inputs <c>[n, M]</c>.</param>
    public Tensor Attend(Tensor x)
    {
        var length = (int)x.shape[0];
        var size = config.GlobalBlockSize;
        var globals = config.EncoderAttention == EncoderAttention.TransientGlobal ? length / size : 0;
        // Positions behind the last whole block belong to it.
        int BlockOf(int position) => Math.Min(position / size, globals - 1);
        var keys = x;
        for (var block = 0; block < globals; block++)
        {
            var members = Enumerable.Range(0, length).Where(i => BlockOf(i) == block).Select(i => x[i]);
            keys = cat([keys, Norm(stack(members).sum([0L]))], 0);
        }

        var contexts = Enumerable.Range(0, config.Heads).Select(head =>
        {
            var bias = full([length, length + globals], Scalars.MinusInfinity, ScalarType.Float64);
            for (var i = 0; i < length; i++)
            {
                for (var j = Math.Max(0, i - config.LocalRadius); j <= Math.Min(length - 1, i + config.LocalRadius); j++)
                    bias[i, j] = Bias("relative_attention_bias", j - i, head);
                for (var block = 0; block < globals; block++)
                    bias[i, length + block] = Bias("global_relative_attention_bias", block - BlockOf(i), head);
            }

            var scores = matmul(Head(x, "q", head), Head(keys, "k", head).t()).add(bias, Scalars.One);
            return matmul(scores.softmax(-1), Head(keys, "v", head));
        });
        return matmul(cat([.. contexts], 1), Weight("o").t());
    }

    private Tensor Weight(string name) => weights[name + ".weight"].to(ScalarType.Float64);

    private Tensor Head(Tensor x, string name, int head) =>
        matmul(x, Weight(name).t()).narrow(1, head * config.KeyValueSize, config.KeyValueSize);

    private Tensor Norm(Tensor x)
    {
        using Scalar epsilon = config.LayerNormEpsilon;
        return (x / x.pow(Scalars.Two).mean().add(epsilon, Scalars.One).sqrt() * Weight("global_input_layer_norm")).unsqueeze(0);
    }

    private Tensor Bias(string name, int distance, int head)
    {
        var (count, most) = (config.RelativeAttentionBuckets, config.RelativeAttentionMaxDistance);
        return Weight(name)[new RelativePositionBuckets(count, most, Bidirectional: true).Of(distance), head];
    }
}
