using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

/// <summary>The small SentencePiece models and expectations of Golden/tokenizer.</summary>
internal static class GoldenTokenizer
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "tokenizer", name);

    public static T5Vocabulary Load(string model) => T5Vocabulary.Load(PathOf(model + ".model"));

    public static JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    public static int[] Ints(JsonNode? node) => [.. node!.AsArray().Select(id => (int)id!)];

    public static int[] Encode(Vocabulary vocabulary, string text)
    {
        var ids = new System.Buffers.ArrayBufferWriter<int>();
        vocabulary.Encode(text, ids);
        return ids.WrittenSpan.ToArray();
    }
}
