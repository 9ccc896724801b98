using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>The model that comes with the program: of the folders in <c>models</c> beside the executable the only one, or the default.</summary>
internal static class ShippedModel
{
    /// <summary>What runs where no model is named and several came with the program: the one that needs no one else's data.</summary>
    internal const string Default = "fast-spiking.noble";

    /// <summary>Loads the folder given, or the shipped model.</summary>
    /// <exception cref="UserMistakeException">None was given and there is neither exactly one nor the default.</exception>
    internal static ModelBundle Load(string? folder) => ModelBundle.Load(folder ?? Find(AppContext.BaseDirectory));

    internal static string Find(string baseFolder)
    {
        var models = Path.Combine(baseFolder, "models");
        var found = Directory.Exists(models) ? Directory.GetDirectories(models, "*.noble") : [];
        return found switch
        {
            [var only] => only,
            [] => throw new UserMistakeException($"no model given and none in '{models}', expected --model DIR"),
            _ when found.FirstOrDefault(model => Path.GetFileName(model) == Default) is { } preferred => preferred,
            _ => throw new UserMistakeException($"no model given and {found.Length} in '{models}', expected --model DIR"),
        };
    }
}
