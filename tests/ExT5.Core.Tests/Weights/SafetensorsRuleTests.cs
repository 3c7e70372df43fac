using System.Text;

namespace ExT5.Core.Tests.Weights;

public sealed class SafetensorsRuleTests : IDisposable
{
    private const string OneFloat = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void A_file_without_room_for_the_headers_length_is_refused(int length) =>
        Refused(SafetensorsRule.FileLength, new byte[length]);

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    [InlineData(100_000_001)]
    [InlineData(100_000_000)]
    [InlineData(3)]
    public void A_header_that_claims_more_than_the_file_or_100_MB_is_refused(ulong claimed) =>
        Refused(SafetensorsRule.HeaderLength, SafetensorsBytes.Of("{}", claimedLength: claimed));

    [Theory]
    [InlineData("")]
    [InlineData(" {}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{}x")]
    [InlineData("{}\n")]
    [InlineData("{\"\\ud800\":1}")]
    public void A_header_that_is_not_one_JSON_object_and_spaces_is_refused(string header) =>
        Refused(SafetensorsRule.HeaderJson, SafetensorsBytes.Of(header));

    [Fact]
    public void Spaces_after_the_header_are_allowed() =>
        Assert.Single(Open(SafetensorsBytes.Of($"{{{OneFloat}}}     ", 4)).Entries);

    [Fact]
    public void A_header_that_is_not_UTF8_is_refused() =>
        Refused(SafetensorsRule.HeaderJson, SafetensorsBytes.Of([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)'}']));

    [Fact]
    public void A_name_that_appears_twice_is_refused_by_name()
    {
        var error = Refused(SafetensorsRule.DuplicateName, SafetensorsBytes.Of($"{{{OneFloat},{OneFloat}}}", 4));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_appears_twice_in_different_spelling_is_refused() =>
        Refused(
            SafetensorsRule.DuplicateName,
            SafetensorsBytes.Of($"{{{OneFloat},{OneFloat.Replace("\"a\"", "\"\\u0061\"", StringComparison.Ordinal)}}}", 4));

    [Theory]
    [InlineData("""{"__metadata__":1}""", SafetensorsRule.Metadata)]
    [InlineData("""{"__metadata__":{"a":1}}""", SafetensorsRule.Metadata)]
    [InlineData("""{"__metadata__":{"a":{}}}""", SafetensorsRule.Metadata)]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", SafetensorsRule.DuplicateName)]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", SafetensorsRule.DuplicateName)]
    public void Metadata_other_than_strings_by_name_is_refused(string header, SafetensorsRule rule) =>
        Refused(rule, SafetensorsBytes.Of(header));

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]")]
    [InlineData("""{"dtype":"F32","shape":[1]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,-4]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,4.5]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}""")]
    [InlineData("""{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":1,"shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":"F32","shape":1,"data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,4],"code":"x"}""")]
    public void A_description_with_other_than_its_three_fields_is_refused(string description) =>
        Refused(SafetensorsRule.TensorFields, SafetensorsBytes.Of($"{{\"a\":{description}}}", 4));

    [Theory]
    [InlineData("F8_E4M3")]
    [InlineData("f32")]
    [InlineData("7")]
    [InlineData("")]
    public void An_element_type_that_no_tensor_has_is_refused(string dtype) =>
        Refused(SafetensorsRule.Dtype, Described(dtype, "[1]", "[0,4]", 4));

    [Theory]
    [InlineData("[-1]")]
    [InlineData("[[[[[[[[[[[[1]]]]]]]]]]]]")]
    [InlineData("[1.5]")]
    [InlineData("[\"1\"]")]
    [InlineData("[9223372036854775807]")]
    [InlineData("[4294967296,4294967296]")]
    [InlineData("[4611686018427387904,4,0]")]
    public void A_shape_whose_size_cannot_be_counted_is_refused(string shape) =>
        Refused(SafetensorsRule.Shape, Described("F32", shape, "[0,0]"));

    [Fact]
    public void A_shape_of_more_than_64_dimensions_is_refused() =>
        Refused(SafetensorsRule.Shape, Described("U8", $"[{string.Join(',', Enumerable.Repeat(1, 65))}]", "[0,1]", 1));

    [Theory]
    [InlineData("[2]", "[0,4]")]
    [InlineData("[1]", "[4,0]")]
    [InlineData("[0]", "[0,4]")]
    [InlineData("[1]", "[0,9223372036854775807]")]
    public void A_byte_range_that_is_not_as_long_as_the_shape_says_is_refused(string shape, string offsets) =>
        Refused(SafetensorsRule.ByteRange, Described("F32", shape, offsets, 4));

    [Theory]
    [InlineData("[0,4]", "[8,12]", 12)]
    [InlineData("[0,4]", "[0,4]", 4)]
    [InlineData("[0,4]", "[2,6]", 6)]
    [InlineData("[4,8]", "[8,12]", 12)]
    public void A_hole_or_an_overlap_is_refused(string first, string second, int dataBytes) =>
        Refused(
            SafetensorsRule.Contiguity,
            SafetensorsBytes.Of(
                $"{{{SafetensorsBytes.Tensor("a", "F32", "[1]", first)},{SafetensorsBytes.Tensor("b", "F32", "[1]", second)}}}",
                dataBytes));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void A_file_that_does_not_end_with_its_last_tensor_is_refused(int dataBytes) =>
        Refused(SafetensorsRule.FileEnd, SafetensorsBytes.Of($"{{{OneFloat}}}", dataBytes));

    [Fact]
    public void A_name_of_more_than_1024_bytes_is_refused()
    {
        var fits = new string('é', 512);

        Assert.Single(Open(Described("U8", "[]", "[0,1]", 1, fits)).Entries);
        Refused(SafetensorsRule.Name, Described("U8", "[]", "[0,1]", 1, fits + "a"));
    }

    [Fact]
    public void More_than_a_million_tensors_are_refused()
    {
        var header = new StringBuilder("{");
        for (var i = 0; i <= 1_000_000; i++)
            header.Append(i == 0 ? "" : ",").Append(SafetensorsBytes.Tensor($"{i}", "U8", "[0]", "[0,0]"));

        Refused(SafetensorsRule.TensorCount, SafetensorsBytes.Of(header.Append('}').ToString()));
    }

    [Fact]
    public void A_boolean_other_than_0_and_1_is_refused_when_read()
    {
        var bytes = Described("BOOL", "[2]", "[0,2]", 2);
        bytes[^1] = 2;
        using var file = Open(bytes);

        Assert.Equal(
            SafetensorsRule.BooleanValue, Assert.Throws<SafetensorsException>(() => file.Read("a")).Rule);
    }

    [Fact]
    public void The_error_names_the_file() =>
        Assert.Contains(_folder.Path, Refused(SafetensorsRule.FileLength, []).Message, StringComparison.Ordinal);

    private static byte[] Described(string dtype, string shape, string offsets, int dataBytes = 0, string name = "a") =>
        SafetensorsBytes.Of($"{{{SafetensorsBytes.Tensor(name, dtype, shape, offsets)}}}", dataBytes);

    private SafetensorsFile Open(byte[] bytes)
    {
        var path = _folder.File($"{Guid.NewGuid():N}.safetensors");
        File.WriteAllBytes(path, bytes);
        return SafetensorsFile.Open(path);
    }

    private SafetensorsException Refused(byte[] bytes) => Assert.Throws<SafetensorsException>(() => Open(bytes));

    private SafetensorsException Refused(SafetensorsRule rule, byte[] bytes)
    {
        var error = Refused(bytes);
        Assert.Equal(rule, error.Rule);
        return error;
    }
}
