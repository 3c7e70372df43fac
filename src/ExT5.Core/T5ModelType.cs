namespace ExT5.Core;

/// <summary>The member of the T5 family a checkpoint belongs to, <c>model_type</c> in its <c>config.json</c>.</summary>
public enum T5ModelType
{
    /// <summary>T5 1.0 and 1.1, LM-adapted, Flan-T5 and ByT5 (<c>"t5"</c>; Raffel et al. 2020).</summary>
    T5,

    /// <summary>mT5, which is T5 1.1 over a multilingual vocabulary (<c>"mt5"</c>; Xue et al. 2021).</summary>
    MT5,

    /// <summary>UMT5: every block has a relative bias of its own (<c>"umt5"</c>; Chung et al. 2023).</summary>
    UMT5,

    /// <summary>LongT5: the encoder attends locally (<c>"longt5"</c>; Guo et al. 2022).</summary>
    LongT5,

    /// <summary>Switch Transformer: some feed-forward layers are mixtures of experts (<c>"switch_transformers"</c>; Fedus et al. 2021).</summary>
    Switch,
}
