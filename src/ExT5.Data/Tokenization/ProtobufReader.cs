using System.Buffers.Binary;

namespace ExT5.Data;

/// <summary>Walks the fields of one protobuf message inside a model file; never reads outside of it, never recurses.</summary>
internal struct ProtobufReader(ModelFile file, ByteRange message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly int _end = message.Offset + message.Length;
    private int _position = message.Offset;
    private int _wireType;

    /// <summary>Number of the field that <see cref="Next"/> stands on.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field; its value must then be read or skipped.</summary>
    public bool Next()
    {
        if (_position == _end) return false;
        var tag = ReadVarint();
        _wireType = (int)(tag & 7);
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
            throw file.Refused(_position, $"protobuf field number {tag >> 3} is outside 1 to 536870911.");
        Field = (int)(tag >> 3);
        return true;
    }

    public int ReadInt32()
    {
        Expect(Varint);
        return unchecked((int)ReadVarint());
    }

    public bool ReadBool()
    {
        Expect(Varint);
        return ReadVarint() != 0;
    }

    public float ReadSingle()
    {
        Expect(Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4).In(file.Bytes));
    }

    /// <summary>The place of a string, bytes or message field in the file.</summary>
    public ByteRange ReadRange()
    {
        Expect(Delimited);
        var length = ReadVarint();
        if (length > (ulong)(_end - _position))
            throw file.Refused(_position, $"a field of {length} bytes does not fit in the {_end - _position} bytes left of its message.");
        return Take((int)length);
    }

    public void Skip()
    {
        switch (_wireType)
        {
            case Varint: ReadVarint(); break;
            case Fixed64: Take(8); break;
            case Delimited: ReadRange(); break;
            case Fixed32: Take(4); break;
            default: throw file.Refused(_position, $"protobuf wire type {_wireType} is not allowed (0, 1, 2 and 5 are).");
        }
    }

    private readonly void Expect(int wireType)
    {
        if (_wireType != wireType)
            throw file.Refused(_position, $"protobuf field {Field} has wire type {_wireType}; it should be {wireType}.");
    }

    private ByteRange Take(int length)
    {
        if (length > _end - _position)
            throw file.Refused(_position, $"the message ends inside field {Field}.");
        var range = new ByteRange(_position, length);
        _position += length;
        return range;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _end) throw file.Refused(_position, "the message ends inside a varint.");
            var part = file.Bytes[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw file.Refused(_position, "a varint is longer than 10 bytes.");
    }
}
