using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A sentence and its translation.</summary>
internal sealed record TranslationRow(string Source, string Target)
{
    public static TranslationRow From(DataRow row, string source, string target)
    {
        var texts = row.Row("translation");
        return new(texts.Text(source), texts.Text(target));
    }
}

/// <summary>A question of ARC: of the Hub, or of the authors' JSONL files.</summary>
internal sealed record MultipleChoiceRow(string Question, IReadOnlyList<string> Choices, string Answer)
{
    public static MultipleChoiceRow From(DataRow row)
    {
        var original = row["question"] as DataRow;
        IReadOnlyList<DataRow> each = original?.Rows("choices") ?? [];
        var choices = original is null ? row.Row("choices") : null;
        var texts = choices?.Texts("text") ?? [.. each.Select(choice => choice.Text("text"))];
        var labels = choices?.Texts("label") ?? [.. each.Select(choice => choice.Text("label"))];
        var right = labels.ToList().IndexOf(row.Text("answerKey"));
        return right >= 0 && right < texts.Count
            ? new(original?.Text("stem") ?? row.Text("question"), texts, texts[right])
            : throw new FormatException($"The answer '{row.Text("answerKey")}' is none of the choices {string.Join(", ", labels)}.");
    }
}

/// <summary>A sentence with its named entities written as one text, <c>[PER] Alice [LOC] New York</c>.</summary>
internal sealed record EntitiesRow(string Sentence, string Entities)
{
    private static readonly string[] Tags = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

    /// <summary>From words and IOB1 or IOB2 tags, as numbers of the Hub or as text.</summary>
    public static EntitiesRow From(DataRow row)
    {
        var words = row.Texts("tokens");
        var tags = TagsOf(row);
        if (tags.Count != words.Count) throw new FormatException($"The sentence has {words.Count} words and {tags.Count} tags.");
        var entities = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (tags[i] == "O") continue;
            var kind = tags[i][2..];
            var goesOn = tags[i][0] == 'I' && i > 0 && tags[i - 1] != "O" && tags[i - 1][2..] == kind;
            if (!goesOn) entities.Add($"[{kind}]");
            entities.Add(words[i]);
        }

        return new(string.Join(' ', words), string.Join(' ', entities.DefaultIfEmpty("none")));
    }

    private static IReadOnlyList<string> TagsOf(DataRow row)
    {
        var tags = row["ner_tags"] is IReadOnlyList<object?> list && list.Any(tag => tag is string)
            ? row.Texts("ner_tags")
            : [.. row.Integers("ner_tags").Select(tag => tag >= 0 && tag < Tags.Length ? Tags[tag] : $"{tag}")];
        return tags.FirstOrDefault(tag => !Tags.Contains(tag)) is { } wrong
            ? throw new FormatException($"The tag '{wrong}' is none of {string.Join(", ", Tags)}.")
            : tags;
    }
}
