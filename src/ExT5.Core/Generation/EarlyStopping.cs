namespace ExT5.Core;

/// <summary>When beam search stops looking for better hypotheses of an input whose beam already holds enough finished ones.</summary>
public enum EarlyStopping
{
    /// <summary>
    /// Stop when the best open beam, scored at its present length, cannot beat the worst finished hypothesis.
    /// Transformers' default, <c>early_stopping=False</c>.
    /// </summary>
    Heuristic,

    /// <summary>Stop as soon as as many hypotheses are finished as the beam is wide: <c>early_stopping=True</c>.</summary>
    AtWidth,

    /// <summary>
    /// Stop only when no open beam could win at any allowed length (with a positive length penalty: at the greatest):
    /// <c>early_stopping="never"</c>.
    /// </summary>
    Never,
}
