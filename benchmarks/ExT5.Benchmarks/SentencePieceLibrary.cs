using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ExT5.Benchmarks;

/// <summary>Google's C++ library (Debian's packages <c>g++</c> and <c>libsentencepiece-dev</c>) behind a small interface that is compiled here.</summary>
internal sealed class SentencePieceLibrary
{
    private const string Source = """
        #include <sentencepiece_processor.h>
        #include <vector>
        extern "C" void *load(const char *path) {
          auto *processor = new sentencepiece::SentencePieceProcessor();
          return processor->Load(path).ok() ? processor : nullptr;
        }
        extern "C" int encode(void *processor, const char *text, const int *lengths, int lines) {
          auto *loaded = static_cast<sentencepiece::SentencePieceProcessor *>(processor);
          std::vector<int> ids;
          int count = 0;
          for (int line = 0; line < lines; text += lengths[line++]) {
            loaded->Encode(absl::string_view(text, lengths[line]), &ids);
            count += ids.size();
          }
          return count;
        }
        """;

    private readonly EncodeLines _encode;
    private readonly nint _processor;
    private readonly byte[] _text;
    private readonly int[] _lengths;

    private SentencePieceLibrary(nint library, string model, string[] lines)
    {
        _encode = Marshal.GetDelegateForFunctionPointer<EncodeLines>(NativeLibrary.GetExport(library, "encode"));
        _processor = Marshal.GetDelegateForFunctionPointer<Load>(NativeLibrary.GetExport(library, "load"))(Encoding.UTF8.GetBytes(model + '\0'));
        _text = Encoding.UTF8.GetBytes(string.Concat(lines));
        _lengths = Array.ConvertAll(lines, Encoding.UTF8.GetByteCount);
    }

    private delegate nint Load(byte[] path);

    private delegate int EncodeLines(nint processor, byte[] text, int[] lengths, int lines);

    /// <summary>Compiles and loads, or returns null where compiler or library are missing.</summary>
    /// <param name="model">Path of a SentencePiece model.</param>
    /// <param name="lines">What <see cref="Encode"/> encodes, kept as UTF-8.</param>
    public static SentencePieceLibrary? TryLoad(string model, string[] lines)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var (source, library) = (Path.Combine(folder, "lines.cc"), Path.Combine(folder, "lines.so"));
        File.WriteAllText(source, Source);
        try
        {
            using var compiler = Process.Start("g++", ["-O2", "-shared", "-fPIC", "-o", library, source, "-lsentencepiece"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new(NativeLibrary.Load(library), model, lines) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Encodes all lines on this thread.</summary>
    /// <returns>The number of ids.</returns>
    public int Encode() => _encode(_processor, _text, _lengths, _lengths.Length);
}
