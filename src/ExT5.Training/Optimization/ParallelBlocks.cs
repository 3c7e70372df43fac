using TorchSharp;

namespace ExT5.Training;

/// <summary>
/// Runs the blocks of a loop on libtorch's number of threads. Where the blocks are cut depends on the data alone, so
/// results are the same bits whatever the number of threads.
/// </summary>
internal static class ParallelBlocks
{
    /// <summary>Elements in a block of an elementwise loop: 256 KiB, long against the cost of handing it out.</summary>
    public const int Elements = 65_536;

    public static int Count(long length, int blockLength) => (int)((length + blockLength - 1) / blockLength);

    public static void Run(int blocks, Action<int> block)
    {
        var threads = torch.get_num_threads();
        if (blocks > 1 && threads > 1)
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block);
        else
            for (var i = 0; i < blocks; i++)
                block(i);
    }
}
