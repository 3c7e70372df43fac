namespace ExT5.Core;

/// <summary>
/// The sparse layers of a Switch Transformer (Fedus et al. 2021): each token goes to the one expert, a feed-forward
/// layer, that a router chooses. Names in brackets are Hugging Face's, defaults those of Transformers 4.41.
/// </summary>
public sealed record ExpertsConfig
{
    /// <summary>Experts of a sparse layer (<c>num_experts</c>). Default 8.</summary>
    public int Count { get; init; } = 8;

    /// <summary>
    /// Tokens of one row that one expert takes (<c>expert_capacity</c>). Default 64. Later tokens of the row that choose
    /// it are dropped: they keep their normed state, scaled by the router's probability, as they do in Transformers.
    /// A token decoded alone is never dropped. Transformers 5 drops none: a <c>config.json</c> of it gives the greatest number.
    /// </summary>
    public int Capacity { get; init; } = 64;

    /// <summary>
    /// Every how many encoder blocks one is sparse (<c>encoder_sparse_step</c>): 1 all of them, n &gt; 1 blocks 1, n + 1,
    /// 2 n + 1, … counted from 0, and 0 none. Default 2.
    /// </summary>
    public int EncoderStep { get; init; } = 2;

    /// <summary>The same for the decoder (<c>decoder_sparse_step</c>). Default 2.</summary>
    public int DecoderStep { get; init; } = 2;

    /// <summary>Whether routers add a bias (<c>router_bias</c>). Default <see langword="false"/>.</summary>
    public bool RouterBias { get; init; }

    /// <summary>
    /// In training mode a sparse layer's input is multiplied by random numbers from 1 - noise to 1 + noise
    /// (<c>router_jitter_noise</c>), for router and experts alike as in Transformers. In [0, 1). Default 0.01.
    /// </summary>
    public double JitterNoise { get; init; } = 0.01;

    /// <summary>
    /// Factor of the routers' z-loss (<c>router_z_loss_coef</c>), the mean of <c>log(Z)^2</c>, which keeps their logits
    /// small (Zoph et al. 2022); at least 0. Default 0.001.
    /// </summary>
    public double ZLoss { get; init; } = 0.001;

    /// <summary>
    /// Factor of the load-balancing loss (<c>router_aux_loss_coef</c>; Fedus et al. 2021, equations 4 to 6), which is 1
    /// when all experts get the same share; at least 0. Default 0.001; the paper takes 0.01.
    /// </summary>
    public double LoadBalancingLoss { get; init; } = 0.001;

    /// <summary>
    /// The paper's capacity: <c>tokens / experts * factor</c>, rounded up. For <see cref="Capacity"/>:
    /// <c>experts with { Capacity = experts.CapacityFor(512) }</c>.
    /// </summary>
    /// <param name="tokens">Length of a row, at least 1.</param>
    /// <param name="factor">The capacity factor, above 0; 1.25 in the paper's training.</param>
    public int CapacityFor(int tokens, double factor = 1.25)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        if (!(factor > 0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A capacity factor is a finite number above 0.");
        return (int)Math.Clamp(Math.Ceiling(tokens * factor / Count), 1, int.MaxValue);
    }

    /// <summary>Whether a block is sparse.</summary>
    internal static bool IsSparse(int block, int step) => step == 1 || (step > 1 && block % step == 1);
}
