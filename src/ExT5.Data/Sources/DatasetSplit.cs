namespace ExT5.Data;

/// <summary>A part of a dataset, named as its files name it.</summary>
/// <param name="Name">Name that replaces <c>{split}</c> in file patterns, for example <c>train</c>.</param>
public readonly record struct DatasetSplit(string Name)
{
    /// <summary>The rows a model learns from: <c>train</c>.</summary>
    public static DatasetSplit Train { get; } = new("train");

    /// <summary>The rows a run is judged by while it is developed: <c>validation</c>.</summary>
    public static DatasetSplit Validation { get; } = new("validation");

    /// <summary>The rows kept for the end: <c>test</c>.</summary>
    public static DatasetSplit Test { get; } = new("test");

    /// <inheritdoc />
    public override string ToString() => Name;
}
