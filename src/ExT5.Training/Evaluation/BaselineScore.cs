namespace ExT5.Training;

/// <summary>What an answerer without a model reaches on the same examples.</summary>
/// <param name="Name">
/// <c>majority</c> (the most frequent training target), <c>random</c> (what a random training target, or
/// choice, for each example reaches on average),
/// <c>copy</c> (the input) or <c>first k words</c> (the best number of words from the input's start).
/// </param>
/// <param name="Score">The task's main value, 0-100 unless its metric says otherwise.</param>
public sealed record BaselineScore(string Name, double Score);
