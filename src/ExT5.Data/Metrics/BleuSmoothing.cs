namespace ExT5.Data;

/// <summary>What BLEU takes for an order of n-grams without a match (Chen and Cherry, 2014).</summary>
public enum BleuSmoothing
{
    /// <summary>Half a match, then a quarter, and so on (NIST): the default of sacreBLEU and T5.</summary>
    Exponential,

    /// <summary>A small number of matches; 0.1 by default.</summary>
    Floor,

    /// <summary>A number added to matches and n-grams of every order above 1; 1 by default.</summary>
    AddK,

    /// <summary>Nothing, so the score is 0.</summary>
    None,
}
