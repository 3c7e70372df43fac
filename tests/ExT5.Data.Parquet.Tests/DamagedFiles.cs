namespace ExT5.Data.Parquet.Tests;

/// <summary>Reads a file with bytes changed or cut off, many times: only typed errors may come, and little memory be taken.</summary>
internal static class DamagedFiles
{
    private const long MostBytes = 512L << 20;

    private static readonly FileSourceOptions Limits = new() { MaxUnpackedBytes = 32 << 20, MaxRowBytes = 1 << 20 };

    /// <summary>Reads damaged forms; tells how many of them gave an error.</summary>
    public static int Read(string golden, int rounds, Func<string, FileSourceOptions, IDataSource<DataRow>> source)
    {
        using var folder = new Data.Tests.TemporaryFolder();
        var (whole, random, errors) = (File.ReadAllBytes(Path.Combine(GoldenRows.Folder, golden)), new Random(golden.Length), 0);
        for (var round = 0; round < rounds; round++)
        {
            var path = folder.Write("damaged", Damaged(whole, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (Record.Exception(() => ReadAll(source(path, Limits))) is { } error)
            {
                Assert.IsAssignableFrom<ExT5DataException>(error);
                errors++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
        return errors;
    }

    private static void ReadAll(IDataSource<DataRow> source)
    {
        var rows = GoldenRows.Open(source);
        for (var row = 0; row < Math.Min(rows.Count, 200); row++) _ = rows[row].Columns;
    }

    // The headers stand at the ends, so half of the changes go there.
    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = random.Next(8) == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
        for (var change = random.Next(1, 4); change > 0 && bytes.Length > 0; change--)
        {
            var place = random.Next(2) == 0 ? random.Next(bytes.Length) : random.Next(2) == 0
                ? random.Next(Math.Min(2000, bytes.Length)) : bytes.Length - 1 - random.Next(Math.Min(4000, bytes.Length));
            bytes[place] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => 0xFF, _ => (byte)(bytes[place] ^ 1 << random.Next(8)) };
        }
        return bytes;
    }
}
