namespace ExT5.Data;

/// <summary>A task that was checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows of the split that was read.</param>
public sealed record CheckedTask(string Name, int Rows);
