namespace ExT5.Training;

/// <summary>Which two axes of a tensor Adafactor keeps means for, when it does not keep every element.</summary>
public enum FactoredAxes
{
    /// <summary>Never factor: the mean square of every element is kept, as in Adam.</summary>
    None,

    /// <summary>The two largest axes, as T5X chooses without axis rules.</summary>
    TwoLargest,

    /// <summary>The last two axes, as Transformers does.</summary>
    LastTwo,
}
