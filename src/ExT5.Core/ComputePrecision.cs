namespace ExT5.Core;

/// <summary>
/// The number type of matrix products. Whatever it is, parameters (unless compact), their gradients, norms, softmax, routers, residual
/// sums and logits stay float32.
/// </summary>
public enum ComputePrecision
{
    /// <summary>Everything in float32.</summary>
    Float32,

    /// <summary>Matrix products take and give bfloat16; faster where the machine has bfloat16 instructions.</summary>
    BFloat16,

    /// <summary>
    /// Matrix products take and give float16, for inference only: T5 overflows its largest number, 65504, in feed-forward
    /// layers, which therefore go on in float32 after their first product, and there is no scaling of gradients here.
    /// For processors with float16 and no bfloat16, such as NVIDIA's before Ampere; CPUs imitate it slowly.
    /// </summary>
    Float16,
}
