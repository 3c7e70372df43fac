using System.Text.Json;

namespace ExT5.Data.Tests;

/// <summary>Input to output cases read from the public tests of SeqIO and T5 (Golden/seqio_cases.json).</summary>
internal static class SeqioCases
{
    /// <summary>The cases of one function, for example <c>metrics.squad</c>; an unknown function is an error.</summary>
    public static IReadOnlyList<SeqioCase> Of(string function)
    {
        SeqioCase[] found = [.. All().Where(each => each.Function == function)];
        return found.Length > 0 ? found : throw new ArgumentException($"No case is of function '{function}'.", nameof(function));
    }

    /// <summary>One case by its id, for example <c>metrics.squad-1</c>.</summary>
    public static SeqioCase Named(string id) => All().Single(each => each.Id == id);

    private static IEnumerable<SeqioCase> All()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "seqio_cases.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var element in document.RootElement.GetProperty("cases").EnumerateArray())
            yield return new SeqioCase(element.Clone());
    }
}

/// <summary>One case; its parts stay JSON because each function has its own.</summary>
internal sealed record SeqioCase(JsonElement Element)
{
    public string Id => Element.GetProperty("id").GetString()!;

    public string Function => Element.GetProperty("function").GetString()!;

    public JsonElement Params => Element.GetProperty("params");

    public JsonElement Input => Element.GetProperty("input");

    public JsonElement Expected => Element.GetProperty("expected");

    /// <summary>Allowed absolute difference; 0 where the case names none.</summary>
    public double Tolerance => Element.TryGetProperty("tolerance", out var tolerance) ? tolerance.GetDouble() : 0;

    public override string ToString() => Id;
}
