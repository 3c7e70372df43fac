using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>Columns that hold lists of lists of texts.</summary>
internal static class NestedTexts
{
    public static IReadOnlyList<IReadOnlyList<string>> TextLists(this DataRow row, string column)
    {
        if (row[column] is IReadOnlyList<object?> lists && lists.All(IsTexts))
            return [.. lists.Select(list => ((IReadOnlyList<object?>)list!).Cast<string>().ToArray())];
        throw new FormatException($"Column '{column}' should hold a list of lists of texts.");
    }

    private static bool IsTexts(object? value) => value is IReadOnlyList<object?> list && list.All(item => item is string);
}
