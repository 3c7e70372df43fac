namespace ExT5.Data;

/// <summary>A trained SentencePiece model, ready to be saved or used.</summary>
public sealed class TrainedVocabulary
{
    private readonly byte[] _model;

    internal TrainedVocabulary(byte[] model, int size) => (_model, Size) = (model, size);

    /// <summary>Pieces of the model, special ones included.</summary>
    public int Size { get; }

    /// <summary>The <c>.model</c> file: a <c>ModelProto</c> that Google's SentencePiece reads.</summary>
    public ReadOnlyMemory<byte> Model => _model;

    /// <summary>Writes the <c>.model</c> file, in place of one that is there.</summary>
    /// <param name="path">The file, for Transformers named <c>spiece.model</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => File.WriteAllBytes(path, _model);

    /// <summary>The vocabulary in use.</summary>
    /// <param name="extraIds">Sentinels to add when the model has none, 0 to 1,048,576.</param>
    public T5Vocabulary ToVocabulary(int extraIds = T5Vocabulary.DefaultExtraIds) => T5Vocabulary.Load(_model.AsSpan(), extraIds);
}
