namespace ExT5.Data;

/// <summary>
/// Reads the <c>ModelProto</c> message of SentencePiece (sentencepiece_model.proto, 0.1.97).
/// Messages given twice are merged, as protobuf does; unknown fields are skipped.
/// </summary>
internal sealed class SentencePieceModelReader(ModelFile file)
{
    private readonly List<Piece> _pieces = [];
    private NormalizerRules _normalizer = new();
    private NormalizerRules? _denormalizer;
    private TrainerFields _trainer = new();

    public static SentencePieceModel Read(ModelFile file) => new SentencePieceModelReader(file).ReadModel();

    private SentencePieceModel ReadModel()
    {
        var reader = new ProtobufReader(file, new ByteRange(0, file.Bytes.Length));
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: AddPiece(reader.ReadRange()); break;
                case 2: _trainer = ReadTrainer(reader.ReadRange()); break;
                case 3: _normalizer = ReadNormalizer(reader.ReadRange(), _normalizer); break;
                case 5: _denormalizer = ReadNormalizer(reader.ReadRange(), _denormalizer ?? new()); break;
                default: reader.Skip(); break;
            }
        return SentencePieceModelCheck.Complete(file, [.. _pieces], _trainer, _normalizer, _denormalizer);
    }

    private void AddPiece(ByteRange message)
    {
        var reader = new ProtobufReader(file, message);
        var (text, score, type) = (default(ByteRange), 0f, (int)PieceType.Normal);
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: text = reader.ReadRange(); break;
                case 2: score = reader.ReadSingle(); break;
                case 3: type = reader.ReadInt32(); break;
                default: reader.Skip(); break;
            }
        CheckPiece(message.Offset, text, score, type);
        _pieces.Add(new Piece(text, score, (PieceType)type));
    }

    private void CheckPiece(int offset, ByteRange text, float score, int type)
    {
        var id = _pieces.Count;
        PieceRules.Check(file, offset, id, text.In(file.Bytes), score);
        if (type is < (int)PieceType.Normal or > (int)PieceType.Byte)
            throw file.Refused(offset, $"piece {id} has type {type}; 1 to 6 are allowed.");
    }

    private TrainerFields ReadTrainer(ByteRange message)
    {
        var (reader, fields) = (new ProtobufReader(file, message), _trainer);
        while (reader.Next())
            switch (reader.Field)
            {
                case 3: fields = fields with { ModelType = reader.ReadInt32() }; break;
                case 24: fields = fields with { WhitespaceAsSuffix = reader.ReadBool() }; break;
                case 35: fields = fields with { ByteFallback = reader.ReadBool() }; break;
                case 41: fields = fields with { BosId = reader.ReadInt32() }; break;
                case 42: fields = fields with { EosId = reader.ReadInt32() }; break;
                case 43: fields = fields with { PadId = reader.ReadInt32() }; break;
                case 44: fields = fields with { UnknownSurface = reader.ReadRange() }; break;
                default: reader.Skip(); break;
            }
        return fields;
    }

    private NormalizerRules ReadNormalizer(ByteRange message, NormalizerRules rules)
    {
        var reader = new ProtobufReader(file, message);
        while (reader.Next())
            switch (reader.Field)
            {
                case 2: rules = rules with { CharsMap = reader.ReadRange() }; break;
                case 3: rules = rules with { AddDummyPrefix = reader.ReadBool() }; break;
                case 4: rules = rules with { RemoveExtraWhitespaces = reader.ReadBool() }; break;
                case 5: rules = rules with { EscapeWhitespaces = reader.ReadBool() }; break;
                default: reader.Skip(); break;
            }
        return rules with { CharsMap = rules.CharsMap is { Length: > 0 } ? rules.CharsMap : null };
    }
}
