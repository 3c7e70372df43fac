using System.CommandLine;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

string[] some =
[
    "Gets or sets the name of the file.", "Gets the full path of the directory.", "Opens a file for reading.",
    "Sends a request to the server as an asynchronous operation.", "Receives data from a connected socket.",
    "Adds an item to the collection.", "Removes the first occurrence of a value from the list.",
    "Computes the hash value of the data.", "Encrypts the data with the key.", "Returns the larger of two numbers.",
];
var model = new Option<string>("--model") { Description = "Folder of a model or of a run of samples/Pretrain.", DefaultValueFactory = _ => Path.Combine("runs", "apidocs") };
var nearest = new Option<int>("--nearest") { Description = "Neighbours to show of each text.", DefaultValueFactory = _ => 2 };
var texts = new Argument<string[]>("texts") { Description = "Texts to compare; none takes some sentences of the .NET documentation.", Arity = ArgumentArity.ZeroOrMore };
var command = new RootCommand("Shows which texts a model's encoder finds alike.") { model, nearest, texts };
command.SetAction(result => Show(
    result.GetRequiredValue(model), result.GetValue(nearest), result.GetValue(texts) is { Length: > 0 } given ? given : some));
return command.Parse(args).Invoke();

static int Show(string folder, int nearest, string[] texts)
{
    var found = File.Exists(Path.Combine(folder, "config.json")) ? folder : DirectoryCheckpointStore.FindNewest(folder)?.Folder;
    if (found is null)
    {
        Console.Error.WriteLine($"There is no model in '{folder}'. Make one with: dotnet run -c Release --project samples/Pretrain");
        return 1;
    }

    using var model = T5Model.Load(found);
    var vectors = new T5Embedder(model, OpenVocabulary(found, model.Config)).Embed(texts);
    for (var text = 0; text < texts.Length; text++)
    {
        Console.WriteLine(texts[text]);
        // Vectors have length 1: their dot product is the cosine of the angle between them.
        var others = Enumerable.Range(0, texts.Length).Where(other => other != text)
            .Select(other => (Text: texts[other], Cosine: vectors[text].Zip(vectors[other], (a, b) => a * b).Sum()));
        foreach (var (other, cosine) in others.OrderByDescending(other => other.Cosine).Take(nearest))
            Console.WriteLine($"  {cosine:F3}  {other}");
    }

    return 0;
}

// A model without a vocabulary file was trained on bytes.
static Vocabulary OpenVocabulary(string folder, T5Config config) =>
    Directory.EnumerateFiles(folder, "*.model").Concat(Directory.EnumerateFiles(folder, "tokenizer.json")).FirstOrDefault() is { } file
        ? T5Vocabulary.Load(file)
        : config.VocabularySize == new ByteVocabulary().Size ? new ByteVocabulary() : T5Vocabulary.Load(folder);
