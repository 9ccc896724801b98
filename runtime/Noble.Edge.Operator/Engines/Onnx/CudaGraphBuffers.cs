using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Noble.Edge.Operator;

/// <summary>
/// Input and output on the GPU at addresses that never change, which a captured CUDA graph reads and writes whatever it is given later.
/// </summary>
/// <remarks>A batch smaller than the engine's runs with the rest of the buffer as it was: the graph has one batch.</remarks>
internal sealed unsafe class CudaGraphBuffers : IDisposable
{
    private const int HostToDevice = 1; // cudaMemcpyHostToDevice
    private const int DeviceToHost = 2; // cudaMemcpyDeviceToHost

    private readonly OnnxSession _session;
    private readonly OrtMemoryInfo _memory;
    private readonly OrtAllocator _allocator;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly OrtIoBinding _binding;
    private readonly byte* _inputData;
    private readonly byte* _outputData;
    private readonly delegate* unmanaged<void*, void*, nuint, int, int> _copy;
    private readonly delegate* unmanaged<int> _synchronize;

    /// <exception cref="OnnxEngineException">CUDA's runtime library cannot be found.</exception>
    public CudaGraphBuffers(OnnxSession session, int deviceId, int batch)
    {
        _session = session;
        (nint copy, nint synchronize) = Runtime();
        _copy = (delegate* unmanaged<void*, void*, nuint, int, int>)copy;
        _synchronize = (delegate* unmanaged<int>)synchronize;
        _memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, deviceId, OrtMemType.Default);
        _allocator = new OrtAllocator(session.Session, _memory);
        _input = OrtValue.CreateAllocatedTensorValue(_allocator, TensorElementType.Float, [batch, session.Channels, session.Length]);
        _output = OrtValue.CreateAllocatedTensorValue(_allocator, TensorElementType.Float, [batch, 1, session.Length]);
        _inputData = Address(_input);
        _outputData = Address(_output);
        _binding = session.Session.CreateIoBinding();
        _binding.BindInput(OnnxGraph.InputName, _input);
        _binding.BindOutput(OnnxGraph.OutputName, _output);
    }

    /// <summary>Copies the input over, replays the graph, and copies the output back.</summary>
    public void Run(float* input, float* output, int batch)
    {
        Check(_copy(_inputData, input, (nuint)batch * (nuint)_session.Channels * (nuint)_session.Length * sizeof(float), HostToDevice));

        // ONNX Runtime's stream does not wait for the default one by itself.
        Check(_synchronize());
        _session.Session.RunWithBinding(_session.RunOptions, _binding);
        _binding.SynchronizeBoundOutputs();
        Check(_copy(output, _outputData, (nuint)batch * (nuint)_session.Length * sizeof(float), DeviceToHost));
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _allocator.Dispose();
        _memory.Dispose();
    }

    // The span is never read: its memory is the GPU's.
    private static byte* Address(OrtValue value) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(value.GetTensorMutableRawData()));

    private static void Check(int status)
    {
        if (status != 0)
        {
            throw new OnnxEngineException($"CUDA cannot copy a trace to or from the GPU: error {status} of its runtime");
        }
    }

    private static (nint Copy, nint Synchronize) Runtime()
    {
        // The provider has loaded one of these: this finds the same.
        foreach (string name in (string[])["libcudart.so.13", "libcudart.so.12", "libcudart.so.11.0", "libcudart.so"])
        {
            if (NativeLibrary.TryLoad(name, out nint library)
                && NativeLibrary.TryGetExport(library, "cudaMemcpy", out nint copy)
                && NativeLibrary.TryGetExport(library, "cudaDeviceSynchronize", out nint synchronize))
            {
                return (copy, synchronize);
            }
        }

        throw new OnnxEngineException("CUDA graphs need CUDA's runtime, libcudart.so, which cannot be found, expected it where the loader looks; without CUDA graphs it is not needed");
    }
}
