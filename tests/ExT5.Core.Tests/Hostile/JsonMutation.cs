using System.Text;
using System.Text.Json;

namespace ExT5.Core.Tests.Hostile;

/// <summary>Damages a JSON text token by token: values become others, parts vanish, appear twice or change places.</summary>
internal static class JsonMutation
{
    private static readonly string[] Nasty =
    [
        "null", "true", "[]", "{}", "\"\"", "\"x\"", "-1", "0", "1", "2", "3.5", "-0", "1e999", "-1e999", "1e-999", "NaN", "4294967296", "2147483648",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "1000000", "65537", "\"\\ud800\"", "\"../x.safetensors\"",
        "\"F32\"", "\"F8_E4M3\"", "\"BOOL\"", "\"__metadata__\"", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", "{\"a\":{\"a\":1}}", "[0,9223372036854775807]",
        "[4611686018427387904,2]", "[0,0]", ",", ":", "{", "}", "[", "]", "\u0001",
    ];

    public static byte[] Of(byte[] json, Random random)
    {
        var tokens = Tokens(json);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            Change(tokens, random);
        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private static void Change(List<string> tokens, Random random)
    {
        var at = random.Next(tokens.Count);
        var other = random.Next(tokens.Count);
        switch (random.Next(6))
        {
            case 0 when tokens.Count > 1: tokens.RemoveAt(at); break;
            case 1: tokens.Insert(at, tokens[other]); break;
            case 2: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
            case 3: tokens.InsertRange(at, tokens.GetRange(at, Math.Min(random.Next(1, 30), tokens.Count - at))); break;
            default: tokens[at] = Nasty[random.Next(Nasty.Length)]; break;
        }
    }

    // Each token with the punctuation before it.
    private static List<string> Tokens(byte[] json)
    {
        var (tokens, end) = (new List<string>(), 0);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            tokens.Add(Encoding.UTF8.GetString(json, end, (int)reader.TokenStartIndex - end));
            tokens.Add(Encoding.UTF8.GetString(json, (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)));
            end = (int)reader.BytesConsumed;
        }
        tokens.RemoveAll(string.IsNullOrWhiteSpace);
        return tokens;
    }
}
