using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private static readonly ScalarType[] Types =
    [
        ScalarType.Bool, ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
        ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64,
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _tensors = NewDisposeScope();

    public void Dispose()
    {
        _tensors.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("t5_v1_0", "model.safetensors")]
    [InlineData("t5_v1_1", "model.safetensors")]
    public void A_file_of_Hugging_Face_read_and_written_again_is_the_same_byte_for_byte(string model, string name)
    {
        var original = GoldenFile.PathOf(model, name);
        var copy = _folder.File(name);
        using var file = SafetensorsFile.Open(original);

        SafetensorsFile.Write(copy, [.. file.Entries.Keys.Reverse().Select(key => KeyValuePair.Create(key, file.Read(key)))]);

        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(copy));
    }

    [Theory]
    [InlineData("t5_v1_0")]
    [InlineData("t5_v1_1")]
    public void Golden_inputs_and_outputs_have_the_shapes_that_Hugging_Face_gave_them(string model)
    {
        using var inputs = SafetensorsFile.Open(GoldenFile.PathOf(model, "inputs.safetensors"));
        using var outputs = SafetensorsFile.Open(GoldenFile.PathOf(model, "outputs.safetensors"));

        var mask = inputs.Read("attention_mask");

        Assert.Equal([3, 23], inputs.Entries["input_ids"].Shape);
        Assert.Equal(SafetensorsDtype.I64, inputs.Entries["input_ids"].Dtype);
        Assert.True(mask.ge(Scalars.Zero).all().item<bool>() && mask.le(Scalars.One).all().item<bool>());
        Assert.True(double.IsFinite(outputs.Read("loss").item<float>()));
    }

    [Fact]
    public void Values_are_read_as_little_endian_bytes_at_their_offsets()
    {
        var path = _folder.File("hand-made.safetensors");
        var header = $"{{{SafetensorsBytes.Tensor("b", "I16", "[2]", "[4,8]")},{SafetensorsBytes.Tensor("a", "F32", "[]", "[0,4]")}}}";
        byte[] data = [0, 0, 0x80, 0x3f, 0x02, 0x01, 0xff, 0xff];
        File.WriteAllBytes(path, [.. SafetensorsBytes.Of(header), .. data]);
        using var file = SafetensorsFile.Open(path);

        Assert.Equal(1f, file.Read("a").item<float>());
        Assert.Equal([258, -1], file.Read("b").data<short>().ToArray());
    }

    [Fact]
    public void Any_tensors_come_back_with_the_type_shape_and_values_they_had() =>
        Gen.Select(Gen.Int[0, Types.Length - 1], Gen.Int[0, 5].Array[0, 4], Gen.Int[0, 1_000_000])
            .Array[0, 6]
            .Sample(
                cases =>
                {
                    using var scope = NewDisposeScope();
                    var tensors = cases.Select((c, i) =>
                        KeyValuePair.Create($"tensor \"{i}\" é", RandomBits(Types[c.Item1], c.Item2, c.Item3))).ToList();
                    return ComesBack(tensors);
                },
                iter: 100, threads: 1);

    [Fact]
    public void A_view_is_stored_as_what_it_shows()
    {
        var matrix = tensor(new long[] { 0, 1, 2, 3, 4, 5 }, [2, 3]);

        Assert.True(ComesBack([new("transposed", matrix.t()), new("row", matrix[1]), new("column", matrix[.., 2])]));
    }

    [Fact]
    public void A_tensor_is_converted_into_its_destination_without_recording_a_gradient()
    {
        var path = Written("w", tensor([1.5f, -2f]).to(ScalarType.BFloat16));
        var destination = zeros(2, requires_grad: true);
        using var file = SafetensorsFile.Open(path);

        file.ReadInto("w", destination);

        Assert.Equal([1.5f, -2f], destination.data<float>().ToArray());
        Assert.True(destination.is_leaf && destination.requires_grad);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void A_tensor_longer_than_one_stretch_of_reading_arrives_whole(ScalarType stored)
    {
        var elements = TensorBytes.ChunkBytes / stored.ElementSize() + 5L;
        using Scalar end = elements, period = 251;
        var values = arange(Scalars.Zero, end, Scalars.One, ScalarType.Int64).remainder(period);
        var destination = zeros(elements);
        using var file = SafetensorsFile.Open(Written("w", values.to(stored)));

        file.ReadInto("w", destination);

        Assert.True(destination.eq(values).all().item<bool>());
    }

    [Fact]
    public void Reading_into_a_view_leaves_the_rest_of_the_tensor_alone()
    {
        var matrix = zeros(2, 2);
        using var file = SafetensorsFile.Open(Written("w", ones(2)));

        file.ReadInto("w", matrix[1]);
        file.ReadInto("w", matrix[.., 1]);

        Assert.Equal([0f, 1f, 1f, 1f], matrix.data<float>().ToArray());
    }

    [Fact]
    public void A_destination_of_another_shape_is_refused_with_both_shapes()
    {
        using var file = SafetensorsFile.Open(Written("w", ones(2, 3)));

        var error = Assert.Throws<ArgumentException>(() => file.ReadInto("w", zeros(3, 2)));

        Assert.Contains("F32 [2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[3, 2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_not_there_is_refused()
    {
        using var file = SafetensorsFile.Open(Written("w", ones(2)));

        Assert.Contains("'v'", Assert.Throws<ArgumentException>(() => file.Read("v")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_read_stays_valid_after_the_file_is_closed()
    {
        Tensor read;
        using (var file = SafetensorsFile.Open(Written("w", ones(1000))))
            read = file.Read("w");

        Assert.Equal(1000f, read.sum().item<float>());
    }

    [Fact]
    public void Metadata_says_pt_unless_told_otherwise()
    {
        var path = _folder.File("metadata.safetensors");
        SafetensorsFile.Write(path, [], new Dictionary<string, string> { ["step"] = "7", ["note"] = "\"é\"" });

        using var told = SafetensorsFile.Open(path);
        using var untold = SafetensorsFile.Open(Written("w", ones(1)));

        Assert.Equal("7", told.Metadata["step"]);
        Assert.Equal("\"é\"", told.Metadata["note"]);
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt" }, untold.Metadata);
    }

    [Fact]
    public void Many_threads_may_read_one_file()
    {
        using var file = SafetensorsFile.Open(GoldenFile.PathOf("t5_v1_0", "model.safetensors"));
        var expected = file.Read("shared.weight").sum().item<float>();

        var sums = Enumerable.Range(0, 32).AsParallel().Select(_ =>
        {
            using var scope = NewDisposeScope();
            return file.Read("shared.weight").sum().item<float>();
        });

        Assert.All(sums, sum => Assert.Equal(expected, sum));
    }

    private static Tensor RandomBits(ScalarType type, int[] shape, int seed)
    {
        var sizes = Array.ConvertAll(shape, size => (long)size);
        using var generator = new Generator((ulong)seed);
        var bits = randint(0, 256, sizes, dtype: ScalarType.Int32, generator: generator);
        using Scalar middle = 128;
        return type == ScalarType.Bool ? bits.bitwise_and(1).to(ScalarType.Bool) : bits.sub(middle).to(type);
    }

    private bool ComesBack(List<KeyValuePair<string, Tensor>> tensors)
    {
        using var file = SafetensorsFile.Open(Written([.. tensors]));
        return file.Entries.Count == tensors.Count && tensors.TrueForAll(item =>
            file.Read(item.Key) is var read && read.dtype == item.Value.dtype
            && read.shape.SequenceEqual(item.Value.shape) && read.eq(item.Value).all().item<bool>());
    }

    private string Written(string name, Tensor value) => Written(new KeyValuePair<string, Tensor>(name, value));

    private string Written(params KeyValuePair<string, Tensor>[] tensors)
    {
        var path = _folder.File($"{Guid.NewGuid():N}.safetensors");
        SafetensorsFile.Write(path, tensors);
        return path;
    }
}
