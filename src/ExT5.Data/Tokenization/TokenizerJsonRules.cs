using System.Buffers;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>
/// Turns normalizer, pre-tokenizer, post-processor and decoder of a <c>tokenizer.json</c> back into the
/// <see cref="NormalizerRules"/> that they were made from.
/// </summary>
internal sealed class TokenizerJsonRules(TokenizerJson json)
{
    private const string SpaceSymbol = "\u2581";
    private ByteRange? _charsMap;
    private bool? _addsPrefix;
    private bool _collapsesSpaces;

    /// <summary>Whether only the text's own beginning gets a space, not what follows a special token.</summary>
    public bool AddsPrefixOnlyFirst { get; private set; }

    /// <param name="parts">The parts.</param>
    /// <param name="arena">Receives the character map.</param>
    public NormalizerRules Read(TokenizerJsonParts parts, ArrayBufferWriter<byte> arena)
    {
        Each(parts.Normalizer, "normalizer", "normalizers", step => Normalize(step, arena));
        Each(parts.PreTokenizer, "pre_tokenizer", "pretokenizers", PreTokenize);
        Each(parts.PostProcessor, "post_processor", "processors", PostProcess);
        Each(parts.Decoder, "decoder", "decoders", Decode);
        return new NormalizerRules
        {
            CharsMap = _charsMap,
            AddDummyPrefix = _addsPrefix ?? throw json.File.Refused("its pre_tokenizer has no 'Metaspace', without which no piece begins a word."),
            RemoveExtraWhitespaces = _collapsesSpaces ? true : throw json.File.Refused(
                "it keeps runs of spaces; T5's collapse them (a 'Replace' of \" {2,}\" or a 'WhitespaceSplit')."),
        };
    }

    /// <summary>Refuses steps that change texts as no SentencePiece model does.</summary>
    public void CheckNormalizer(TokenizerJsonParts parts) =>
        Each(parts.Normalizer, "normalizer", "normalizers", step => Normalize(step, new ArrayBufferWriter<byte>()));

    private void Each(ByteRange? part, string name, string listName, Action<JsonElement> take)
    {
        if (part is null) return;
        using var tree = json.Tree(part.Value, name);
        if (json.Text(tree.RootElement, "type") != "Sequence")
            take(tree.RootElement);
        else if (tree.RootElement.TryGetProperty(listName, out var steps) && steps.ValueKind == JsonValueKind.Array)
            foreach (var step in steps.EnumerateArray()) take(step);
        else
            throw json.File.Refused($"its {name} is a 'Sequence' without '{listName}'.");
    }

    private void Normalize(JsonElement step, ArrayBufferWriter<byte> arena)
    {
        switch (json.Text(step, "type"))
        {
            case "Precompiled" when _charsMap is null && !_collapsesSpaces:
                _charsMap = CharsMapIn(step, arena);
                break;
            case "Strip":
                break;
            case "Replace" when IsRunOfSpaces(step) && json.Text(step, "content") is " " or SpaceSymbol:
                _collapsesSpaces = true;
                break;
            default:
                throw Unsupported("normalizer", step, "'Precompiled', then 'Strip' and 'Replace' of \" {2,}\"");
        }
    }

    private ByteRange? CharsMapIn(JsonElement step, ArrayBufferWriter<byte> arena)
    {
        if (step.TryGetProperty("precompiled_charsmap", out var map) && map.ValueKind == JsonValueKind.Null) return null;
        if (json.Text(step, "precompiled_charsmap").Length == 0) return null;
        var bytes = map.GetBytesFromBase64();
        var offset = arena.WrittenCount;
        arena.Write(bytes);
        return new ByteRange(offset, bytes.Length);
    }

    private bool IsRunOfSpaces(JsonElement step) =>
        step.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.Object
        && pattern.TryGetProperty("Regex", out _) && json.Text(pattern, "Regex") is " {2,}" or " +";

    private void PreTokenize(JsonElement step)
    {
        var type = json.Text(step, "type");
        if (type == "WhitespaceSplit") _collapsesSpaces = true;
        else if (type == "Metaspace" && _addsPrefix is null && json.Text(step, "replacement") == SpaceSymbol) _addsPrefix = AddsPrefix(step);
        else throw Unsupported("pre_tokenizer", step, $"'WhitespaceSplit' and one 'Metaspace' with \"{SpaceSymbol}\"");
    }

    // Files before tokenizers 0.15 say add_prefix_space. 'first' differs from 'always' only behind special tokens.
    private bool AddsPrefix(JsonElement step)
    {
        if (!step.TryGetProperty("prepend_scheme", out _)) return TokenizerJson.Flag(step, "add_prefix_space", true);
        AddsPrefixOnlyFirst = json.Text(step, "prepend_scheme") == "first";
        return json.Text(step, "prepend_scheme") switch
        {
            "always" or "first" => true,
            "never" => false,
            _ => throw Unsupported("pre_tokenizer", step, "the prepend_scheme 'always', 'first' or 'never'"),
        };
    }

    private void PostProcess(JsonElement step)
    {
        if (json.Text(step, "type") != "TemplateProcessing" || !step.TryGetProperty("single", out var single)
            || single.ValueKind != JsonValueKind.Array || single.GetArrayLength() is not 2 || !EndsInEos(single))
            throw Unsupported("post_processor", step, $"a 'TemplateProcessing' that puts '{TokenizerJsonAssembly.EosText}' behind a text");
    }

    private bool EndsInEos(JsonElement single) =>
        single[0].ValueKind == JsonValueKind.Object && single[0].TryGetProperty("Sequence", out _)
        && single[1].ValueKind == JsonValueKind.Object && single[1].TryGetProperty("SpecialToken", out var last)
        && json.Text(last, "id") == TokenizerJsonAssembly.EosText;

    private void Decode(JsonElement step)
    {
        if (json.Text(step, "type") is not ("Metaspace" or "ByteFallback" or "Fuse"))
            throw Unsupported("decoder", step, "'Metaspace', 'ByteFallback' and 'Fuse'");
    }

    private VocabularyException Unsupported(string part, JsonElement step, string supported) =>
        json.File.Refused($"its {part} {TokenizerJson.Shown(step)} is not supported there; supported: {supported}.");
}
