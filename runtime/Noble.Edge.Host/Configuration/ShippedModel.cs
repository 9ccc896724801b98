using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>The model that comes with the program: the one folder in <c>models</c> beside the executable.</summary>
internal static class ShippedModel
{
    /// <summary>Loads the folder given, or the shipped model.</summary>
    /// <exception cref="UserMistakeException">None was given and there is not exactly one.</exception>
    internal static ModelBundle Load(string? folder) => ModelBundle.Load(folder ?? Find(AppContext.BaseDirectory));

    internal static string Find(string baseFolder)
    {
        var models = Path.Combine(baseFolder, "models");
        var found = Directory.Exists(models) ? Directory.GetDirectories(models, "*.noble") : [];
        return found switch
        {
            [var only] => only,
            [] => throw new UserMistakeException($"no model given and none in '{models}', expected --model DIR"),
            _ => throw new UserMistakeException($"no model given and {found.Length} in '{models}', expected --model DIR"),
        };
    }
}
