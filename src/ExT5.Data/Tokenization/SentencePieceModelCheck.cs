using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>The rules about a whole model file, each refused by name.</summary>
internal static class SentencePieceModelCheck
{
    public const int MinPieces = 3;
    public const int MaxPieces = 1 << 21;
    public const int MaxUnknownSurfaceBytes = 1024;

    public static SentencePieceModel Complete(ModelFile file, Piece[] pieces, TrainerFields trainer, NormalizerRules normalizer, NormalizerRules? denormalizer)
    {
        if (pieces.Length < MinPieces)
            throw file.Refused($"it has {pieces.Length} pieces; {MinPieces} to {MaxPieces} are allowed.");
        if (trainer.ModelType != TrainerFields.Unigram)
            throw file.Refused($"its model type is {trainer.ModelType}; T5 needs a unigram model (type 1; train with --model_type=unigram).");
        var unknown = SingleUnknown(file, pieces);
        CheckSpecialIds(file, pieces.Length, trainer, unknown);
        return new SentencePieceModel(file, pieces, normalizer with { WhitespaceAsSuffix = trainer.WhitespaceAsSuffix })
        {
            Denormalizer = denormalizer is { CharsMap: not null } ? denormalizer : null,
            PadId = trainer.PadId,
            EosId = trainer.EosId,
            UnknownId = unknown,
            UnknownSurface = UnknownSurface(file, trainer),
            ByteIds = ByteIds(file, pieces, trainer.ByteFallback),
        };
    }

    private static int SingleUnknown(ModelFile file, Piece[] pieces)
    {
        var found = -1;
        for (var id = 0; id < pieces.Length; id++)
        {
            if (pieces[id].Type != PieceType.Unknown) continue;
            if (found >= 0) throw file.Refused($"pieces {found} and {id} both have the type 'unknown'; exactly one is allowed.");
            found = id;
        }
        return found >= 0 ? found : throw file.Refused("no piece has the type 'unknown'; exactly one is needed.");
    }

    private static void CheckSpecialIds(ModelFile file, int count, TrainerFields trainer, int unknown)
    {
        const string Advice = "train with --pad_id=0 --eos_id=1 --unk_id=2 --bos_id=-1";
        if (trainer.PadId < 0 || trainer.PadId >= count)
            throw file.Refused($"pad_id {trainer.PadId} is outside 0 to {count - 1}; T5 needs a pad piece ({Advice}).");
        if (trainer.EosId < 0 || trainer.EosId >= count)
            throw file.Refused($"eos_id {trainer.EosId} is outside 0 to {count - 1}; T5 needs an EOS piece ({Advice}).");
        if (trainer.BosId < -1 || trainer.BosId >= count)
            throw file.Refused($"bos_id {trainer.BosId} is outside -1 to {count - 1}.");
        if (trainer.PadId == trainer.EosId || trainer.PadId == unknown || trainer.EosId == unknown)
            throw file.Refused($"pad_id {trainer.PadId}, eos_id {trainer.EosId} and the unknown piece {unknown} must differ ({Advice}).");
    }

    private static string UnknownSurface(ModelFile file, TrainerFields trainer)
    {
        if (trainer.UnknownSurface is not { } range) return SentencePieceModel.DefaultUnknownSurface;
        var bytes = range.In(file.Bytes);
        if (bytes.Length > MaxUnknownSurfaceBytes || !Utf8.IsValid(bytes))
            throw file.Refused(range.Offset, $"unk_surface must be valid UTF-8 of at most {MaxUnknownSurfaceBytes} bytes.");
        return Encoding.UTF8.GetString(bytes);
    }

    private static int[]? ByteIds(ModelFile file, Piece[] pieces, bool byteFallback)
    {
        var ids = new int[256];
        Array.Fill(ids, -1);
        for (var id = 0; id < pieces.Length; id++)
        {
            if (pieces[id].Type != PieceType.Byte) continue;
            if (!byteFallback) throw file.Refused($"piece {id} is a byte piece although byte_fallback is off.");
            ids[ByteOf(file, id, pieces[id])] = id;
        }
        if (!byteFallback) return null;
        var missing = Array.IndexOf(ids, -1);
        return missing < 0 ? ids : throw file.Refused($"byte_fallback is on but the piece <0x{missing:X2}> is missing.");
    }

    private static byte ByteOf(ModelFile file, int id, Piece piece)
    {
        var name = Encoding.UTF8.GetString(piece.Text.In(file.Bytes));
        return name is ['<', '0', 'x', _, _, '>']
            && byte.TryParse(name.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && name == $"<0x{value:X2}>"
            ? value : throw file.Refused($"piece {id} '{name}' is a byte piece but not named <0x00> to <0xFF>.");
    }
}
