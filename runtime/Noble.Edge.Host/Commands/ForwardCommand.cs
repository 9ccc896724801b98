using System.CommandLine;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge forward</c>: the operator alone, raw input to raw output.</summary>
internal static class ForwardCommand
{
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder", "DIR", required: true);
    private static readonly Option<string> Input = Arguments.Text("--input", "Operator input, [B, C, L]", "X.npy", required: true);
    private static readonly EngineOptions Engine = new();
    private static readonly Option<string> Output = Arguments.Text("--output", "Operator output, [B, 1, L], float32", "Y.npy", required: true);

    internal static Command Create()
    {
        var command = new Command("forward", "Evaluate the operator on a raw input array.") { Model, Input, Output };
        Engine.AddTo(command);
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var settings = Engine.Apply(parsed, new EngineSettings());
        settings.Check();
        var model = ModelBundle.Load(parsed.GetRequiredValue(Model));
        var path = parsed.GetRequiredValue(Input);
        var shape = model.Manifest.Network;
        var input = NpyFile.Read<float>(path, -1, shape.InputChannels, -1);
        var (batch, length) = (input.Shape[0], input.Shape[2]);
        if (length < shape.ShortestLength)
        {
            throw new ArrayFileException(path, null, $"at least {shape.ShortestLength} samples, twice the model's modes", $"{length} samples");
        }

        if (settings.Kind == EngineKind.Onnx && length != model.Manifest.Grid.Length)
        {
            throw new ArrayFileException(path, null, $"{model.Manifest.Grid.Length} samples, the grid that the model's ONNX graphs are made for", $"{length} samples");
        }

        using IOperatorEngine engine = settings.Kind switch
        {
            EngineKind.Onnx => Engines.CreateOnnx(settings, settings.Precision ?? OnnxPrecision.Fp32, model, threads: 0, Errors.Warn),
            EngineKind.Reference => new ReferenceEngine(model.Weights, length),
            _ => new SimdEngine(model.Weights, length),
        };
        var output = new float[batch * length];
        var (inputLength, calls) = (shape.InputChannels * length, Engines.Batch(settings, engine));
        for (var first = 0; first < batch; first += calls)
        {
            var count = Math.Min(calls, batch - first);
            engine.Forward(input.Data.AsSpan(first * inputLength, count * inputLength), count, output.AsSpan(first * length, count * length));
        }

        NpyFile.Write(parsed.GetRequiredValue(Output), output, batch, 1, length);
        return ExitCode.Done;
    }
}
