using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The small model with its output scaled up, so that its meaningless voltage crosses the spike threshold a few times a trial.</summary>
internal static class SpikingModel
{
    internal static string Write(string folder)
    {
        SmallModel.Write(folder);
        var path = Path.Combine(folder, ModelBundle.ManifestFile);
        var text = File.ReadAllText(path);
        var scaled = text.Replace("\"scaleMillivolts\": 100,", "\"scaleMillivolts\": 1000,", StringComparison.Ordinal);
        Assert.NotEqual(text, scaled);
        File.WriteAllText(path, scaled);
        return folder;
    }
}
