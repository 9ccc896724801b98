using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Noble.Edge.Operator;

/// <summary>Input and output of a session tied to two buffers of the caller, for one batch.</summary>
internal sealed unsafe class OnnxBinding : IDisposable
{
    private readonly OnnxSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    public OnnxBinding(OnnxSession session, float* input, float* output, int batch)
    {
        (_session, Input, Output, Batch) = (session, (nint)input, (nint)output, batch);
        _input = Value(Input, batch, session.Channels, session.Length);
        _output = Value(Output, batch, 1, session.Length);
        _binding = session.Session.CreateIoBinding();
        _binding.BindInput(OnnxGraph.InputName, _input);
        _binding.BindOutput(OnnxGraph.OutputName, _output);
    }

    public nint Input { get; }

    public nint Output { get; }

    public int Batch { get; }

    /// <summary>Evaluates what is in the input buffer now.</summary>
    public void Run()
    {
        // A provider with memory of its own gets its copy of the input when the input is bound.
        if (_session.Provider != OnnxProvider.Cpu)
        {
            _binding.BindInput(OnnxGraph.InputName, _input);
            _binding.SynchronizeBoundInputs();
        }

        _session.Session.RunWithBinding(_session.RunOptions, _binding);
        if (_session.Provider != OnnxProvider.Cpu)
        {
            _binding.SynchronizeBoundOutputs();
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
    }

    private static OrtValue Value(nint data, long batch, long rows, long length) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [batch, rows, length], data, batch * rows * length * sizeof(float));
}
