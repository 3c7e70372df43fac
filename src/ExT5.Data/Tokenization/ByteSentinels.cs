namespace ExT5.Data;

/// <summary>Which ids of a <see cref="ByteVocabulary"/> are its sentinels; ByT5's programs disagree.</summary>
public enum ByteSentinels
{
    /// <summary>Behind the bytes, from the last id down (383, 382, …), as T5 and SeqIO number extra ids. The default.</summary>
    CountDown,

    /// <summary>Behind the bytes, from the first id up (259, 260, …), as Transformers' ByT5Tokenizer names them.</summary>
    CountUp,

    /// <summary>
    /// The ids of the last eleven bytes, which no UTF-8 text holds, from 258 down to 248: what Google's ByT5 checkpoints were
    /// pre-trained with. Extra ids stay unused.
    /// </summary>
    LastBytes,
}
