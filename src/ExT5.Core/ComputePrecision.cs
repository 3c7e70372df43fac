namespace ExT5.Core;

/// <summary>The number type of matrix products. Weights, norms, softmax, residual sums and logits stay float32.</summary>
public enum ComputePrecision
{
    /// <summary>Everything in float32.</summary>
    Float32,

    /// <summary>Matrix products take and give bfloat16; faster where the machine has bfloat16 instructions.</summary>
    BFloat16,
}
