using System.Buffers;

namespace ExT5.Data;

/// <summary>
/// The vocabulary of T5, mT5 and their kin: a SentencePiece unigram model and sentinels. Ids and decoded text equal
/// those of Google's SentencePiece 0.1.97. Thread-safe.
/// </summary>
/// <remarks>
/// <para>A file whose pieces include <c>&lt;extra_id_0&gt;</c> and so on (mT5, models trained with user-defined symbols) brings
/// its own sentinels, and no more are added; otherwise they are added behind the pieces, <c>&lt;extra_id_0&gt;</c> last.</para>
/// <para>Encoding normalizes the text as the file says (for T5 NFKC, spaces collapsed); each run of unknown characters
/// gives one unknown id. Offsets of tokens count characters of the text as it was given.</para>
/// <para>Pieces of frequent words are remembered, in up to 2 MiB for each thread that encodes at a time.</para>
/// </remarks>
public sealed partial class T5Vocabulary : Vocabulary
{
    /// <summary>Sentinels of the T5 checkpoints.</summary>
    public const int DefaultExtraIds = 100;

    internal const int MaxExtraIds = 1 << 20;

    private readonly SentencePieceModel _model;
    private readonly SentinelTable _sentinels;
    private readonly UnigramEncoder _encoder;
    private readonly SentinelText _sentinelText;
    private readonly AddedVocabulary? _added;
    private readonly AddedTokenText? _addedText;
    private readonly TextNormalizer? _denormalizer;

    private T5Vocabulary(ModelFile file, TokenizerSettings settings, int? extraIds)
    {
        _model = file.IsJson ? TokenizerJsonReader.Read(file) : SentencePieceModelReader.Read(file);
        _sentinels = SentinelTable.Of(_model, ExtraSentinels.Of(settings, extraIds));
        ExtraSentinels.Check(_model, _sentinels, settings);
        _added = AddedTokenResolution.Of(_model, _sentinels, settings);
        _encoder = new UnigramEncoder(_model);
        var (continued, legacy) = (new ContinuedText(_model, _encoder), settings.Legacy ?? _model.Legacy ?? true);
        _sentinelText = new SentinelText(_model, _sentinels, _added, _encoder, continued);
        _addedText = _added is null ? null : new AddedTokenText(_added, _encoder, continued, legacy);
        Size = Math.Max(_sentinels.Size, _added is null ? 0 : _added.Tokens[^1].Id + 1);
        _denormalizer = _model.Denormalizer is { CharsMap: { } map } rules ? new TextNormalizer(rules, CharsMap.Read(_model.File, map), null) : null;
        Fingerprint = VocabularyFingerprint.OfModel(_model, _sentinels, _added, legacy);
    }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override int PadId => _model.PadId;

    /// <inheritdoc/>
    public override int EosId => _model.EosId;

    /// <inheritdoc/>
    public override int UnknownId => _model.UnknownId;

    /// <inheritdoc/>
    public override int SentinelCount => _sentinels.Count;

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <summary>Loads the vocabulary of a model folder, or a file: a SentencePiece model (<c>spiece.model</c>,
    /// <c>sentencepiece.model</c>) or a <c>tokenizer.json</c> of Hugging Face's tokenizers with a Unigram model.</summary>
    /// <remarks>
    /// A folder's <c>spiece.model</c> comes before its <c>tokenizer.json</c>. Both give the same ids: those of SentencePiece,
    /// from which tokenizers' own departs in places (how combining characters and trailing spaces are normalized). What a
    /// tokenizer.json says beyond a SentencePiece model is refused by name. Sentinels at its end, and special tokens, stay
    /// text in a text; see <see cref="EncodeWithSentinels"/>.
    /// <para>The files that Transformers keeps beside either (<c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>,
    /// <c>added_tokens.json</c>, the other's <c>tokenizer.json</c>) are followed: how many sentinels there are, and tokens that were
    /// added, which texts are then cut at. Files that disagree, and keys that ask for other ids, are refused by name. A file of
    /// another name than those two stands alone.</para>
    /// </remarks>
    /// <param name="path">A folder, or a file of at most 64 MiB.</param>
    /// <param name="extraIds">Sentinels to add when the file has none, 0 to 1,048,576; null, the default, adds as many as the files beside it say, else 100.</param>
    /// <exception cref="VocabularyException">A file breaks a rule, or two disagree; the message names them.</exception>
    /// <exception cref="IOException">The file cannot be read, or the folder holds none.</exception>
    public static T5Vocabulary Load(string path, int? extraIds = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckExtraIds(extraIds ?? DefaultExtraIds);
        var place = VocabularyPlace.Find(path);
        var settings = place.Folder is { } folder ? TokenizerSettingsReader.Read(folder, beside: place.IsModel) : TokenizerSettings.None;
        var vocabulary = new T5Vocabulary(ModelFile.Read(place.File), settings, extraIds);
        if (place is { IsModel: true, Folder: { } beside }) TokenizerJsonCompanion.Check(beside, vocabulary._model);
        return vocabulary;
    }

    /// <summary>Loads a SentencePiece model, or a <c>tokenizer.json</c>, from a stream, read to its end and left open; it stands alone.</summary>
    /// <exception cref="VocabularyException">It breaks a rule, which the message names.</exception>
    /// <param name="model">The model, at most 64 MiB.</param>
    /// <param name="extraIds">Sentinels to add when the model has none, 0 to 1,048,576.</param>
    public static T5Vocabulary Load(Stream model, int extraIds = DefaultExtraIds)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckExtraIds(extraIds);
        return new(ModelFile.Read(model, "The stream"), TokenizerSettings.None, extraIds);
    }

    /// <summary>Loads a SentencePiece model, or a <c>tokenizer.json</c>, from memory, which is copied; it stands alone.</summary>
    /// <exception cref="VocabularyException">It breaks a rule, which the message names.</exception>
    /// <param name="model">The model, at most 64 MiB.</param>
    /// <param name="extraIds">Sentinels to add when the model has none, 0 to 1,048,576.</param>
    public static T5Vocabulary Load(ReadOnlySpan<byte> model, int extraIds = DefaultExtraIds)
    {
        CheckExtraIds(extraIds);
        return new(ModelFile.Copy(model, "The given memory"), TokenizerSettings.None, extraIds);
    }

    /// <inheritdoc/>
    public override int SentinelId(int index) => _sentinels.IdOf(index);

    /// <inheritdoc/>
    /// <remarks>Tokens that the files add (<c>added_tokens.json</c> and its kin) are found in the text, as Transformers finds them.</remarks>
    public override void Encode(ReadOnlySpan<char> text, IBufferWriter<int> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_addedText is null) _encoder.Encode(text, destination);
        else _addedText.Encode(text, destination);
    }

    /// <summary>
    /// Appends the ids of a text in which the names of sentinels (<c>&lt;extra_id_0&gt;</c>) and of the pad, EOS and unknown
    /// pieces stand for their ids, as Transformers' T5Tokenizer does. Whitespace around sentinels is dropped. No EOS is added.
    /// </summary>
    /// <remarks>For prompts you write, not for text of others: such text could end the sequence by naming EOS.</remarks>
    /// <param name="text">Any text.</param>
    /// <param name="destination">Receives the ids.</param>
    /// <param name="legacy">
    /// Transformers' option of that name. False, the default: no space is put before text that follows a special piece
    /// (<c>a&lt;extra_id_0&gt;b</c> ends in <c>b</c>). True, what Transformers does unless a checkpoint's
    /// <c>tokenizer_config.json</c> says otherwise, and its fast tokenizer too: one is put (it ends in <c>▁b</c>).
    /// </param>
    public void EncodeWithSentinels(ReadOnlySpan<char> text, IBufferWriter<int> destination, bool legacy = false)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (legacy) _sentinelText.EncodeLegacy(text, destination);
        else _sentinelText.Encode(text, destination);
    }

    private static void CheckExtraIds(int extraIds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extraIds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extraIds, MaxExtraIds);
    }
}
