namespace ExT5.ExMix.Recipes;

/// <summary>A dataset of a task with the way its rows become text.</summary>
internal sealed record TaskPart(DatasetReference Dataset, Recipe Recipe);
