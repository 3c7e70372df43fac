namespace ExT5.Stress;

/// <summary>Something the library does, made afresh each time.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Run">Does it and returns its numbers as text, the same each time.</param>
/// <param name="Calls">How many calls or steps a run takes.</param>
/// <param name="Leaves">Whether it leaves objects to the finalizer because its caller does.</param>
internal sealed record Part(string Name, Func<string> Run, int Calls = 1, bool Leaves = false);
