namespace ExT5.Data;

/// <summary>Which tokens of an example a decoder reads and learns.</summary>
public enum DecoderFeatures
{
    /// <summary>The targets alone; inputs must be empty (SeqIO's <c>LMFeatureConverter</c>).</summary>
    LanguageModel,

    /// <summary>Inputs and targets one behind the other, learnt on the targets (SeqIO's <c>PrefixLMFeatureConverter</c>).</summary>
    PrefixLanguageModel,

    /// <summary>The same, learnt on inputs and targets (<c>loss_on_targets_only=False</c>).</summary>
    PrefixLanguageModelOnAll,
}
