using System.Security.Cryptography;
using System.Text;

namespace ExT5.Data.Tests;

public sealed class FileHashesTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fingerprint_is_the_hash_of_the_format_and_of_the_contents()
    {
        var contents = Convert.ToHexStringLower(SHA256.HashData("text"u8));

        var fingerprint = await new FileHashes().FingerprintAsync("lines", [_folder.Write("a", "text")], CacheCase.Stopping);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"lines\n{contents}"))), fingerprint);
    }

    [Fact]
    public async Task The_order_of_files_counts_and_their_names_do_not()
    {
        var (a, b, c) = (_folder.Write("a", "1"), _folder.Write("b", "2"), _folder.Write("c", "1"));
        var files = new FileHashes();

        Assert.NotEqual(await Of(files, a, b), await Of(files, b, a));
        Assert.Equal(await Of(files, a, b), await Of(files, c, b));
    }

    [Fact]
    public async Task A_file_of_the_same_size_and_time_is_not_read_again_by_a_later_process()
    {
        var path = _folder.Write("a", "1");
        File.SetLastWriteTimeUtc(path, LongAgo);
        var files = new FileHashes();
        var first = await Of(files, path);
        files.Save(_folder["known"]);
        _folder.Write("a", "2");
        File.SetLastWriteTimeUtc(path, LongAgo);

        Assert.Equal(first, await Of(FileHashes.Load(_folder["known"]), path));
        Assert.NotEqual(first, await Of(new FileHashes(), path));
    }

    [Fact]
    public async Task A_file_that_changed_just_now_is_not_remembered()
    {
        var path = _folder.Write("a", "1");
        var time = File.GetLastWriteTimeUtc(path);
        var files = new FileHashes();
        var first = await Of(files, path);
        _folder.Write("a", "2");
        File.SetLastWriteTimeUtc(path, time);

        Assert.NotEqual(first, await Of(files, path));
    }

    [Fact]
    public async Task What_was_remembered_may_be_damaged_and_costs_time_only()
    {
        var path = _folder.Write("a", "1");

        var files = FileHashes.Load(_folder.Write("known", "{ not json"));

        Assert.Equal(await Of(new FileHashes(), path), await Of(files, path));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var error = await Assert.ThrowsAsync<DataSourceException>(() => Of(new FileHashes(), _folder["none"]));

        Assert.Equal(_folder["none"], error.Path);
    }

    private static Task<string> Of(FileHashes files, params string[] paths) => files.FingerprintAsync("lines", paths, CacheCase.Stopping).AsTask();
}
