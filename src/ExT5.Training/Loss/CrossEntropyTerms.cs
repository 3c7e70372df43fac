namespace ExT5.Training;

/// <summary>The numbers of the loss.</summary>
/// <param name="ZLoss">Factor z on the squared log normaliser.</param>
/// <param name="LabelSmoothing">Part e of the target spread over the vocabulary.</param>
internal readonly record struct CrossEntropyTerms(double ZLoss, double LabelSmoothing);
