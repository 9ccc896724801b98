using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Runs an ONNX graph of the operator on ONNX Runtime's CPU provider. Several threads may run it at once.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run;

    /// <param name="file">The graph.</param>
    /// <param name="threads">Threads of one run; one gives the same numbers each time.</param>
    /// <param name="optimized">Whether the provider may fuse and fold.</param>
    public OnnxSession(byte[] file, int threads = 1, bool optimized = true)
    {
        OnnxRuntimeLibrary.Load(); // with its telemetry off, before anything else touches it
        _run = new RunOptions();
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = optimized ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(file, options);
        var shape = _session.InputMetadata[OnnxGraph.InputName].Dimensions;
        (Channels, Length) = (shape[1], shape[2]);
    }

    /// <summary>Input channels.</summary>
    public int Channels { get; }

    /// <summary>Samples.</summary>
    public int Length { get; }

    /// <summary>Evaluates traces.</summary>
    /// <param name="input">Shape [batch, C, L].</param>
    /// <param name="batch">Traces.</param>
    /// <returns>Shape [batch, 1, L], in the network's unit.</returns>
    public float[] Run(float[] input, int batch)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(input, [batch, Channels, Length]);
        using var results = _session.Run(_run, [OnnxGraph.InputName], [value], [OnnxGraph.OutputName]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>Time of one trace, the least of at least five runs and half a second, which other work on the machine changes least [ms].</summary>
    /// <param name="input">Shape [C, L].</param>
    public double MillisecondsPerRun(float[] input)
    {
        var (least, all) = (double.PositiveInfinity, Stopwatch.StartNew());
        for (var run = 0; run < 5 || all.ElapsedMilliseconds < 500; run++)
        {
            var start = Stopwatch.GetTimestamp();
            Run(input, 1);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return least;
    }

    /// <summary>Evaluates traces and looks at further outputs.</summary>
    /// <param name="input">Shape [batch, C, L].</param>
    /// <param name="batch">Traces.</param>
    /// <param name="names">Outputs.</param>
    /// <param name="observe">Called with each output's place in <paramref name="names"/> and its values.</param>
    public void Observe(float[] input, int batch, IReadOnlyList<string> names, Observer observe)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(input, [batch, Channels, Length]);
        using var results = _session.Run(_run, [OnnxGraph.InputName], [value], names);
        for (var i = 0; i < names.Count; i++)
        {
            observe(i, results[i].GetTensorDataAsSpan<float>());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    /// <summary>Looks at an output.</summary>
    /// <param name="output">Its place in the list.</param>
    /// <param name="values">Its values; gone when this returns.</param>
    public delegate void Observer(int output, ReadOnlySpan<float> values);
}
