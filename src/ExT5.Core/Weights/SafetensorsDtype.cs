namespace ExT5.Core;

/// <summary>Element types of safetensors files that PyTorch's CPU tensors can hold; names as in the file.</summary>
/// <remarks>Ordered as by Hugging Face: a file holds the tensors of the last type first, so that each lies aligned.</remarks>
public enum SafetensorsDtype
{
    /// <summary>Boolean, one byte, 0 or 1.</summary>
    BOOL,

    /// <summary>Unsigned 8-bit integer.</summary>
    U8,

    /// <summary>Signed 8-bit integer.</summary>
    I8,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>IEEE half precision, 16 bits.</summary>
    F16,

    /// <summary>bfloat16: the upper half of a 32-bit float.</summary>
    BF16,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>IEEE single precision, 32 bits.</summary>
    F32,

    /// <summary>IEEE double precision, 64 bits.</summary>
    F64,

    /// <summary>Signed 64-bit integer.</summary>
    I64,
}
