using System.Reflection;

namespace Noble.Edge.Training;

/// <summary>From a model to an ONNX graph.</summary>
public static class OnnxExport
{
    internal static string Producer => $"noble-train {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}";
}
