namespace ExT5.Data;

/// <summary>Writes a <c>ModelProto</c> (sentencepiece_model.proto) with the specs that <c>spm_train</c> 0.1.97 fills.</summary>
internal static class ModelWriter
{
    public static TrainedVocabulary Write(List<ModelPiece> pieces, UnigramTrainerOptions options)
    {
        var model = new ProtobufWriter();
        foreach (var piece in pieces) model.Write(1, Message(piece));
        model.Write(2, Trainer(options, pieces.Count));
        model.Write(3, Normalizer(options));
        return new TrainedVocabulary(model.ToArray(), pieces.Count);
    }

    private static byte[] Message(ModelPiece piece)
    {
        var message = new ProtobufWriter();
        message.Write(1, piece.Text);
        message.Write(2, piece.Score);
        if (piece.Type != PieceType.Normal) message.Write(3, (long)piece.Type);
        return message.ToArray();
    }

    private static byte[] Trainer(UnigramTrainerOptions options, int size)
    {
        var message = new ProtobufWriter();
        message.Write(3, TrainerFields.Unigram);
        message.Write(4, size);
        message.Write(10, (float)options.CharacterCoverage);
        message.Write(11, options.InputSentences);
        message.Write(14, options.SeedPieces);
        message.Write(15, (float)options.ShrinkingFactor);
        message.Write(17, options.SubIterations);
        message.Write(18, options.MaxSentenceBytes);
        message.Write(20, options.MaxPieceLength);
        message.Write(21, options.SplitByUnicodeScript);
        message.Write(22, options.SplitByWhitespace);
        message.Write(23, options.SplitByNumber);
        message.Write(25, options.SplitDigits);
        foreach (var symbol in options.ControlSymbols) message.Write(30, symbol);
        foreach (var symbol in options.UserDefinedSymbols) message.Write(31, symbol);
        message.Write(33, options.HardVocabularyLimit);
        message.Write(35, options.ByteFallback);
        message.Write(36, options.RequiredCharacters);
        message.Write(40, options.UnknownId);
        message.Write(41, options.BosId);
        message.Write(42, options.EosId);
        message.Write(43, options.PadId);
        message.Write(44, SentencePieceModel.DefaultUnknownSurface);
        message.Write(45, "<unk>");
        message.Write(46, "<s>");
        message.Write(47, "</s>");
        message.Write(48, "<pad>");
        return message.ToArray();
    }

    private static byte[] Normalizer(UnigramTrainerOptions options)
    {
        var message = new ProtobufWriter();
        message.Write(1, TrainerTables.NameOf(options.Normalization));
        message.Write(2, TrainerTables.CharsMapOf(options.Normalization));
        message.Write(3, options.AddDummyPrefix);
        message.Write(4, options.RemoveExtraWhitespaces);
        return message.ToArray();
    }
}
