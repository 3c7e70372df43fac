namespace ExT5.Stress;

/// <summary>Something the library does, made afresh each time.</summary>
internal interface IPart
{
    string Name { get; }

    /// <summary>Does it and returns its numbers as text with how many calls or steps it took.</summary>
    (string Result, long Calls) Run();
}
