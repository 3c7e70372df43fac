using static TorchSharp.torch;

namespace ExT5.Core.Tests.Weights;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Large_elements_come_first_then_names_in_byte_order()
    {
        var path = _folder.File("a.safetensors");
        using var scope = NewDisposeScope();
        SafetensorsFile.Write(path, [
            new("b", zeros(1)), new("a", zeros(3, ScalarType.Byte)), new("é", zeros(1)), new("Z", zeros(1)),
            new("z", zeros(1, ScalarType.Float16)), new("y", zeros(1, ScalarType.Int64))]);

        using var file = SafetensorsFile.Open(path);

        Assert.Equal(["y", "Z", "b", "é", "z", "a"], file.Entries.OrderBy(item => item.Value.Begin).Select(item => item.Key));
        Assert.All(file.Entries.Values, entry => Assert.Equal(0, entry.Begin % (entry.ByteLength / entry.Shape[0])));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("xyz")]
    [InlineData("a longer name")]
    public void The_data_starts_at_a_multiple_of_8_bytes(string name)
    {
        var path = _folder.File("a.safetensors");
        using var value = zeros(1);
        SafetensorsFile.Write(path, [new(name, value)]);

        Assert.Equal(0, (new FileInfo(path).Length - sizeof(float)) % 8);
    }

    [Fact]
    public void Names_that_cannot_be_stored_are_refused()
    {
        using var value = zeros(1);

        Assert.Equal(SafetensorsRule.DuplicateName, Refused(new("a", value), new("a", value)));
        Assert.Equal(SafetensorsRule.Name, Refused(new KeyValuePair<string, Tensor>("__metadata__", value)));
        Assert.Equal(SafetensorsRule.Name, Refused(new KeyValuePair<string, Tensor>(new string('a', 1025), value)));
    }

    [Fact]
    public void An_element_type_that_the_format_lacks_is_refused()
    {
        using var value = zeros(1, ScalarType.ComplexFloat32);

        Assert.Equal(SafetensorsRule.Dtype, Refused(new KeyValuePair<string, Tensor>("a", value)));
    }

    [Fact]
    public void An_existing_file_is_replaced_and_nothing_else_is_left()
    {
        var path = _folder.File("a.safetensors");
        using var value = ones(2);
        File.WriteAllText(path, "old");

        SafetensorsFile.Write(path, [new("a", value)]);

        using var file = SafetensorsFile.Open(path);
        Assert.Single(file.Entries);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_unfinished_one()
    {
        var path = _folder.File("a.safetensors");
        File.WriteAllText(path, "old");
        var gone = ones(2);
        gone.Dispose();

        Assert.ThrowsAny<Exception>(() => SafetensorsFile.Write(path, [new("a", gone)]));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    private SafetensorsRule Refused(params KeyValuePair<string, Tensor>[] tensors) =>
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Write(_folder.File("refused"), tensors)).Rule;
}
