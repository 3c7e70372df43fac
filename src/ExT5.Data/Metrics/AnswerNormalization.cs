namespace ExT5.Data;

/// <summary>What is done to answers before they are compared.</summary>
public enum AnswerNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>SQuAD v1.1: lower case, without ASCII punctuation and the articles a, an, the; single spaces.</summary>
    Squad,

    /// <summary>TriviaQA: as SQuAD, but punctuation becomes a space and includes typographic quotes.</summary>
    TriviaQA,
}
