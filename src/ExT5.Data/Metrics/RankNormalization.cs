namespace ExT5.Data;

/// <summary>How the likelihoods of choices are made comparable before the best is taken.</summary>
public enum RankNormalization
{
    /// <summary>Not at all: the likeliest choice (T5's default).</summary>
    None,

    /// <summary>Divided by the number of tokens (T5's <c>normalize_by_target_length</c>); needs <see cref="Prediction.ChoiceTokens"/>.</summary>
    Tokens,

    /// <summary>Divided by the number of characters, so that the vocabulary does not matter.</summary>
    Characters,

    /// <summary>
    /// Less the likelihood without the question: domain-conditional PMI of Holtzman et al. (2021); needs
    /// <see cref="Prediction.ChoicePriors"/>.
    /// </summary>
    Prior,
}
