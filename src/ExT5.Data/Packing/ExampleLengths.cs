namespace ExT5.Data;

/// <summary>Tokens of an example, or places left in a row.</summary>
internal readonly record struct ExampleLengths(int Inputs, int Targets)
{
    public bool FitInto(ExampleLengths room) => Inputs <= room.Inputs && Targets <= room.Targets;
}
