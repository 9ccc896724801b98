using System.Diagnostics;
using Noble.Edge.Neurons.Tests;

namespace Noble.Edge.Training.Tests;

/// <summary>A test that asks ONNX's own checker; skipped, and said so, where Python has no onnx.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxFactAttribute : FactAttribute
{
    // What `make test` found (tools/python-onnx.sh), else what is there.
    private static readonly Lazy<string?> Found = new(() => new[]
    {
        Environment.GetEnvironmentVariable("NOBLE_ONNX_PYTHON"), SharedData.InRepository("artifacts", "tools", "onnx", "python3"), "/usr/bin/python3",
    }.FirstOrDefault(HasOnnx));

    public OnnxFactAttribute()
    {
        if (Python is null)
        {
            Skip = "no python3 with onnx (apt-get install python3-onnx): the graphs were not held to ONNX's own rules.";
        }
    }

    public static string? Python => Found.Value;

    private static bool HasOnnx(string? python)
    {
        if (!File.Exists(python))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import onnx.checker"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
