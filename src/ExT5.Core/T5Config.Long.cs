namespace ExT5.Core;

/// <content>The published long-input sizes: LongT5 with local and with transient-global attention.</content>
public sealed partial record T5Config
{
    /// <summary>google/long-t5-local-base.</summary>
    public static T5Config LongT5LocalBase => Long(V11Base, EncoderAttention.Local);

    /// <summary>google/long-t5-local-large.</summary>
    public static T5Config LongT5LocalLarge => Long(V11Large, EncoderAttention.Local);

    /// <summary>google/long-t5-tglobal-base.</summary>
    public static T5Config LongT5TransientGlobalBase => Long(V11Base, EncoderAttention.TransientGlobal);

    /// <summary>google/long-t5-tglobal-large.</summary>
    public static T5Config LongT5TransientGlobalLarge => Long(V11Large, EncoderAttention.TransientGlobal);

    /// <summary>google/long-t5-tglobal-xl.</summary>
    public static T5Config LongT5TransientGlobalXL => Long(V11XL, EncoderAttention.TransientGlobal);

    private static T5Config Long(T5Config size, EncoderAttention attention) =>
        size with { ModelType = T5ModelType.LongT5, EncoderAttention = attention };
}
