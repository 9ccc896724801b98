using System.CommandLine;
using System.Runtime.InteropServices;
using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge selfcheck</c>: whether this machine computes what it should.</summary>
internal static class SelfCheckCommand
{
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder whose network and ONNX graphs are checked besides", "DIR");
    private static readonly Option<string> Library = Arguments.Text("--onnxruntime", "ONNX Runtime's libonnxruntime.so or its folder; default NOBLE_EDGE_ONNXRUNTIME, else the one that comes along", "PATH");

    internal static Command Create()
    {
        var command = new Command("selfcheck", "Compare every vector path and engine of this machine with plain arithmetic.") { Model, Library };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetValue(Model), parsed.GetValue(Library), Console.Out)));
        return command;
    }

    private static int Run(string? folder, string? library, TextWriter output)
    {
        var model = folder is null ? null : ModelBundle.Load(folder);
        var (passed, failed, skipped) = (0, 0, 0);
        output.WriteLine($"noble-edge on {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors");
        foreach (var (name, verdict, detail) in SpikeSelfCheck.Run().Concat(OperatorSelfCheck.Run(model, library)))
        {
            output.WriteLine($"{(verdict switch { true => "PASS", false => "FAIL", null => "SKIP" })} {name}: {detail}");
            output.Flush();
            passed += verdict is true ? 1 : 0;
            failed += verdict is false ? 1 : 0;
            skipped += verdict is null ? 1 : 0;
        }

        output.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        output.Flush();
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
