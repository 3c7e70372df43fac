namespace ExT5.Core;

/// <summary>What a safetensors file must fulfil, in the order in which it is checked; then what an index of several must.</summary>
public enum SafetensorsRule
{
    /// <summary>The file holds at least the 8 bytes of the header's length.</summary>
    FileLength,

    /// <summary>The header has at most 100,000,000 bytes and ends inside the file.</summary>
    HeaderLength,

    /// <summary>The header is one JSON object in UTF-8 from its first byte, followed by nothing but spaces.</summary>
    HeaderJson,

    /// <summary>No name appears twice.</summary>
    DuplicateName,

    /// <summary>A name has at most 1,024 bytes, and only metadata is called <c>__metadata__</c>.</summary>
    Name,

    /// <summary>There are at most 1,000,000 tensors.</summary>
    TensorCount,

    /// <summary><c>__metadata__</c> maps strings to strings.</summary>
    Metadata,

    /// <summary>A tensor is described by <c>dtype</c>, <c>shape</c> and <c>data_offsets</c>, each once, and nothing else.</summary>
    TensorFields,

    /// <summary>The element type is one of <see cref="SafetensorsDtype"/>.</summary>
    Dtype,

    /// <summary>A shape has at most 64 dimensions, none negative, and its size in bytes is below 2^63.</summary>
    Shape,

    /// <summary>A tensor's byte range is as long as its shape and element type say.</summary>
    ByteRange,

    /// <summary>Byte ranges follow each other from 0 without hole or overlap.</summary>
    Contiguity,

    /// <summary>The last byte range ends where the file ends.</summary>
    FileEnd,

    /// <summary>A BOOL element is 0 or 1.</summary>
    BooleanValue,

    /// <summary>An index has at most 100,000,000 bytes.</summary>
    IndexLength,

    /// <summary>An index is one JSON object in UTF-8 whose <c>weight_map</c> maps tensors to files, each tensor once.</summary>
    IndexJson,

    /// <summary>A shard is a plain file name ending in <c>.safetensors</c>, of a file in the index's own folder.</summary>
    ShardName,

    /// <summary>There are at most 512 shards.</summary>
    ShardCount,

    /// <summary>Every shard that an index names is there.</summary>
    ShardMissing,

    /// <summary>A shard holds exactly those tensors that the index places in it.</summary>
    ShardTensors,
}
