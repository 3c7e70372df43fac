namespace ExT5.Data;

/// <summary>What is done to a text before it is segmented.</summary>
internal enum TextNormalization
{
    /// <summary>What the model file says.</summary>
    OfModel,

    /// <summary>The same, but no space is put before the text.</summary>
    WithoutDummyPrefix,

    /// <summary>Nothing: the text is normalized already, with U+2581 for spaces.</summary>
    None,
}
