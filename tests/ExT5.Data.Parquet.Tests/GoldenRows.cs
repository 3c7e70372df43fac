using System.Globalization;

namespace ExT5.Data.Parquet.Tests;

/// <summary>The invented rows that the golden files hold, and rows as text to compare.</summary>
internal static class GoldenRows
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static IReadOnlyList<string> Expected { get; } = [.. Open(new JsonSource<DataRow>(Path.Combine(Folder, "rows.json"), row => row)).Select(Text)];

    public static IReadOnlyList<T> Open<T>(IDataSource<T> source) =>
        source.OpenAsync(DatasetSplit.Train).AsTask().GetAwaiter().GetResult();

    /// <summary>A value as text in which 1 and 1.0 are the same.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        DataRow row => $"{{{string.Join(", ", row.Columns.Select(column => $"{column}: {Text(row[column])}"))}}}",
        IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(Text))}]",
        string text => $"'{text}'",
        _ => Convert.ToString(value is long whole ? (double)whole : value, CultureInfo.InvariantCulture)!,
    };
}
