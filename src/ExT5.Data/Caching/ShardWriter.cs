namespace ExT5.Data;

/// <summary>Tokenizes a range of rows into a shard; memory is two blocks and one row, whatever the range.</summary>
internal sealed class ShardWriter : IDisposable
{
    private const int ReportEvery = 256;
    private readonly Vocabulary _vocabulary;
    private readonly ShardHeader _header;
    private readonly PublishedFile _file;
    private readonly BlockWriter _table, _tokens;
    private readonly IdWriter _ids = new();
    private long _written, _inputCharacters, _targetCharacters;

    private ShardWriter(ShardPlan plan, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _header = new ShardHeader(
            ShardHeader.IdBytesFor(vocabulary.Size), plan.Split.Key.Texts, vocabulary.Size, plan.FirstRow, plan.Rows, 0, 0, 0, plan.Split.Key.Hash);
        _file = new PublishedFile(plan.Path);
        _table = new BlockWriter(_file.Handle, ShardHeader.TableStart);
        _tokens = new BlockWriter(_file.Handle, _header.IdsStart);
    }

    /// <summary>Writes a shard; when it fails or is stopped, nothing is left behind.</summary>
    /// <param name="plan">Which file, which rows.</param>
    /// <param name="vocabulary">Encodes the texts.</param>
    /// <param name="progress">Told the rows and ids that came since it was last told.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public static void Write(ShardPlan plan, Vocabulary vocabulary, Action<int, long> progress, CancellationToken cancellationToken)
    {
        using var writer = new ShardWriter(plan, vocabulary);
        writer._table.Write(0L);
        var reported = 0L;
        for (var row = 1; row <= plan.Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Append(plan.Split.Rows[(int)plan.FirstRow + row - 1]);
            if (row % ReportEvery != 0 && row != plan.Rows) continue;
            progress((row - 1) % ReportEvery + 1, writer._written - reported);
            reported = writer._written;
        }

        writer.Seal();
    }

    public void Dispose()
    {
        _ids.Dispose();
        _file.Dispose();
    }

    private void Append(TextExample example)
    {
        if (example.TargetWeights is not null)
            throw new CacheException(
                "A token cache keeps no weights of targets, but the format sets TextExample.TargetWeights. Train on this task without a cache.");
        if (_header.Texts == 2) Append(example.Input, ref _inputCharacters);
        Append(example.Target, ref _targetCharacters);
    }

    private void Append(string text, ref long characters)
    {
        _ids.Clear();
        _vocabulary.Encode(text, _ids);
        foreach (var id in _ids.Written)
            if ((uint)id >= (uint)_header.VocabularySize)
                throw new CacheException($"The vocabulary gave the id {id}, and it has {_header.VocabularySize} ids. Correct the vocabulary.");
        _tokens.Write(_ids.Written, _header.IdBytes);
        _written += _ids.Count;
        characters += text.Length;
        _table.Write(_written);
    }

    private void Seal()
    {
        _table.Flush();
        _tokens.Flush();
        byte[] hashes = [.. _table.Hashes, .. _tokens.Hashes];
        var header = _header with { Ids = _written, InputCharacters = _inputCharacters, TargetCharacters = _targetCharacters };
        RandomAccess.Write(_file.Handle, hashes, header.HashesStart);
        RandomAccess.Write(_file.Handle, header.Seal(hashes), 0);
        _file.Publish();
    }
}
