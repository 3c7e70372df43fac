namespace ExT5.Data;

/// <summary>What a piece is for; the numbers are those of the SentencePiece format.</summary>
internal enum PieceType : byte
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}

/// <summary>One entry of a SentencePiece vocabulary; its UTF-8 text stays in the model file.</summary>
internal readonly record struct Piece(ByteRange Text, float Score, PieceType Type);
