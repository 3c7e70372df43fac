using System.Runtime.InteropServices;

namespace ExT5.Data.Tests;

public class WideIdsTests
{
    [Theory]
    [InlineData(sizeof(ushort))]
    [InlineData(sizeof(int))]
    public void Ids_of_any_number_are_widened(int idBytes)
    {
        for (var count = 0; count < 100; count++)
        {
            int[] ids = [.. Enumerable.Range(0, count).Select(i => i * 6553 % 65_536)];
            var read = new int[count];

            Assert.True(WideIds.TryRead(Bytes(ids, idBytes), idBytes, 65_536, read));
            Assert.Equal(ids, read);
        }
    }

    [Theory]
    [InlineData(sizeof(ushort), 1000)]
    [InlineData(sizeof(ushort), 65_535)]
    [InlineData(sizeof(int), 1000)]
    [InlineData(sizeof(int), -1)]
    public void An_id_outside_the_vocabulary_is_found_at_any_place(int idBytes, int foreign)
    {
        for (var count = 1; count < 70; count++)
            for (var place = 0; place < count; place++)
            {
                int[] ids = [.. Enumerable.Repeat(999, count)];
                Assert.True(WideIds.TryRead(Bytes(ids, idBytes), idBytes, 1000, new int[count]));
                ids[place] = foreign;
                Assert.False(WideIds.TryRead(Bytes(ids, idBytes), idBytes, 1000, new int[count]));
            }
    }

    private static byte[] Bytes(int[] ids, int idBytes) => idBytes == sizeof(int)
        ? MemoryMarshal.AsBytes<int>(ids).ToArray()
        : MemoryMarshal.AsBytes<ushort>(Array.ConvertAll(ids, id => (ushort)id)).ToArray();
}
