using System.Text.Json;

namespace ExT5.Data;

/// <summary>A property that holds a list whose elements should not be null.</summary>
internal sealed record ListProperty(string Name, Func<object, object?> Get, ElementRule Rule)
{
    /// <summary>Checks the list of a row that was read.</summary>
    /// <exception cref="JsonException">An element is null.</exception>
    public void Check(object row)
    {
        if (Rule.FirstNull(Get(row)) is { } place)
            throw new JsonException($"'{Name}{place}' is null, and the elements of '{Name}' may not be. Correct the row, or write a '?' behind the type of the elements.");
    }
}
