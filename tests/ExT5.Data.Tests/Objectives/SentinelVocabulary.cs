using System.Text;
using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

/// <summary>Vocabularies whose sentinels have any ids.</summary>
internal static class SentinelVocabulary
{
    /// <summary>A tokenizer.json with sentinel n at the n-th of the ids; every other id from 3 on is a letter of its own.</summary>
    public static T5Vocabulary Of(int size, params IReadOnlyList<int> sentinelIds)
    {
        var json = TokenizerJsonText.Tiny();
        string[] texts = ["<pad>", "</s>", "<unk>", .. Enumerable.Range(3, size - 3).Select(id => ((char)(0x4E00 + id)).ToString())];
        for (var index = 0; index < sentinelIds.Count; index++) texts[sentinelIds[index]] = $"<extra_id_{index}>";
        json["model"]!["vocab"] = new JsonArray([.. texts.Select((text, id) => (JsonNode)new JsonArray(text, id < 3 ? 0.0 : -2.0))]);
        json["added_tokens"] = new JsonArray([.. new[] { 0, 1, 2 }.Concat(sentinelIds).Select(id => TokenizerJsonText.Added(id, texts[id]))]);
        return T5Vocabulary.Load(Encoding.UTF8.GetBytes(json.ToJsonString()), extraIds: 0);
    }

    /// <summary>The sentinels of ids in their order, as indexes.</summary>
    public static IEnumerable<int> IndexesIn(IEnumerable<int> ids, Vocabulary vocabulary)
    {
        int[] sentinels = [.. Enumerable.Range(0, vocabulary.SentinelCount).Select(vocabulary.SentinelId)];
        return ids.Select(id => Array.IndexOf(sentinels, id)).Where(index => index >= 0);
    }
}
