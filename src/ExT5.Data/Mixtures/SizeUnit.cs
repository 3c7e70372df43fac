namespace ExT5.Data;

/// <summary>What the size of a task is counted in.</summary>
public enum SizeUnit
{
    /// <summary>Training examples.</summary>
    Examples,

    /// <summary>Tokens of the inputs and targets of all training examples.</summary>
    Tokens,
}
