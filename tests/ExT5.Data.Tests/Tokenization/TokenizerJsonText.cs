using System.Text;
using System.Text.Json.Nodes;

namespace ExT5.Data.Tests;

/// <summary>Makes the <c>tokenizer.json</c> of a SentencePiece model as T5Converter of Transformers 4.41 makes it.</summary>
internal static class TokenizerJsonText
{
    /// <param name="path">The model.</param>
    /// <param name="extraIds">Sentinels to put behind the pieces.</param>
    public static JsonObject Of(string path, int extraIds)
    {
        var model = SentencePieceModelReader.Read(ModelFile.Read(path));
        var vocabulary = new JsonArray();
        for (var id = 0; id < model.Pieces.Length; id++)
            vocabulary.Add(new JsonArray(Encoding.UTF8.GetString(model.TextOf(id)), (double)model.Pieces[id].Score));
        var added = new JsonArray(new[] { model.PadId, model.EosId, model.UnknownId }.Select(id => Added(id, Text(model, id))).ToArray());
        for (var index = extraIds - 1; index >= 0; index--)
        {
            added.Add(Added(vocabulary.Count, $"<extra_id_{index}>"));
            vocabulary.Add(new JsonArray($"<extra_id_{index}>", 0.0));
        }
        var charsMap = model.Normalizer.CharsMap is { } range ? Convert.ToBase64String(range.In(model.File.Bytes)) : "";
        return Whole(vocabulary, added, charsMap, model.UnknownId, model.ByteIds is not null);
    }

    public static JsonNode Added(int id, string content, bool special = true) => new JsonObject
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = special,
    };

    /// <summary>A vocabulary of a few pieces, to be spoilt.</summary>
    public static JsonObject Tiny()
    {
        string[] pieces = ["<pad>", "</s>", "<unk>", "▁", "a", "b", "▁ab", "<extra_id_1>", "<extra_id_0>"];
        var vocabulary = new JsonArray(pieces.Select((text, id) => (JsonNode)new JsonArray(text, id is > 2 and < 7 ? -1.5 * id : 0.0)).ToArray());
        var added = new JsonArray(new[] { 0, 1, 2, 7, 8 }.Select(id => Added(id, pieces[id])).ToArray());
        return Whole(vocabulary, added, Convert.ToBase64String(ModelBytes.CharsMap()), 2, byteFallback: false);
    }

    private static string Text(SentencePieceModel model, int id) => Encoding.UTF8.GetString(model.TextOf(id));

    private static JsonObject Whole(JsonArray vocabulary, JsonArray added, string charsMap, int unknownId, bool byteFallback)
    {
        var json = JsonNode.Parse("""
            {
              "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
              "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": ""},
                {"type": "Strip", "strip_left": false, "strip_right": true},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"}]},
              "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
              "post_processor": {"type": "TemplateProcessing",
                "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "pair": [], "special_tokens": {}},
              "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
              "model": {"type": "Unigram"}
            }
            """)!.AsObject();
        json["added_tokens"] = added;
        json["normalizer"]!["normalizers"]![0]!["precompiled_charsmap"] = charsMap;
        json["model"]!["unk_id"] = unknownId;
        json["model"]!["vocab"] = vocabulary;
        json["model"]!["byte_fallback"] = byteFallback;
        return json;
    }
}
