namespace ExT5.Core;

/// <summary>Which positions of its input an encoder position sees.</summary>
public enum EncoderAttention
{
    /// <summary>All of them; time and memory grow with the square of the length.</summary>
    Full,

    /// <summary>Those at most <see cref="T5Config.LocalRadius"/> away (LongT5 <c>"local"</c>).</summary>
    Local,

    /// <summary>
    /// Those, and one summary of every <see cref="T5Config.GlobalBlockSize"/> positions (LongT5 <c>"transient-global"</c>).
    /// </summary>
    TransientGlobal,
}
