using System.Buffers.Binary;

namespace ExT5.Data.Parquet.Tests;

/// <summary>Schemas that stand for far more than they hold.</summary>
public sealed class HostileSchemaTests
{
    private const int Levels = 35;

    [Fact]
    public void A_long_name_of_a_group_does_not_come_again_in_memory_for_each_of_its_columns()
    {
        List<SchemaElement> schema =
        [
            new() { Children = 1 }, new() { Name = new string('g', 1 << 20), Children = 100_000 },
            .. Enumerable.Range(0, 100_000).Select(i => new SchemaElement { Name = $"{i}", Type = PhysicalType.Int32 }),
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<FormatException>(() => SchemaNode.Build(schema, [], new MemoryBudget(64 << 20, "MaxUnpackedBytes")));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 << 20);
    }

    [Fact]
    public void Columns_that_hold_the_same_columns_are_refused_before_they_are_unfolded() =>
        Assert.Contains("hold each other", Assert.Throws<FormatException>(() => ArrowField.Read(FlatTable.Root(Doubling()))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1000, 300L << 20)]
    [InlineData(1 << 20, 300L << 20)]
    [InlineData(1000, -1)]
    [InlineData(100 << 20, 600L << 20)]
    public void A_part_that_is_said_to_unpack_to_more_than_its_size_makes_likely_is_refused(long packed, long unpacked) =>
        Assert.Throws<FormatException>(() => MemoryBudget.ForFile(200 << 20, new FileSourceOptions { MaxUnpackedBytes = 512 << 20 }).CheckPart(packed, unpacked));

    [Fact]
    public void Texts_of_a_column_take_what_they_are_long()
    {
        var column = new ColumnValues(SchemaNode.Build([new() { Children = 1 }, new() { Name = "a", Type = PhysicalType.ByteArray }], [], new MemoryBudget(1000, "")).Children[0],
            new MemoryBudget(1L << 30, ""));
        var (random, texts) = (new Random(1), new List<byte[]>());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 2000; i++) column.AddEntry(new byte[random.Next(40_000)], []);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);

        for (var i = 0; i < 2000; i++)
        {
            texts.Add(new byte[random.Next(3000)]);
            random.NextBytes(texts[i]);
            column.AddEntry(texts[i].AsSpan(0, texts[i].Length / 2), texts[i].AsSpan(texts[i].Length / 2));
        }
        for (var i = 0; i < 2000; i++) Assert.True(column.Entry(2000 + i).SequenceEqual(texts[i]));
    }

    // A FlatBuffer of a schema: each column has two columns inside, which are one and the same table.
    private static byte[] Doubling()
    {
        var bytes = new byte[36 + Levels * 24 + 4];
        void Int32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        void Int16(int at, params short[] values)
        {
            for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at + 2 * i), values[i]);
        }

        Int32(0, 28);
        Int16(4, 8, 8, 0, 4);
        Int16(12, 16, 12, 0, 0, 8, 0, 0, 4);
        Int32(28, 28 - 4);
        Int32(32, 4);
        for (var level = 0; level < Levels; level++)
        {
            var vector = 36 + 24 * level;
            var table = vector + 12;
            Int32(vector, 2);
            Int32(vector + 4, table - vector - 4);
            Int32(vector + 8, table - vector - 8);
            Int32(table, table - 12);
            Int32(table + 4, 8);
            bytes[table + 8] = (byte)ArrowKind.Bool;
        }
        return bytes;
    }
}
