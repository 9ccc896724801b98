using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>A safetensors file as a checkpoint: float32 and float64; a complex weight as two tensors, or with a last axis of two.</summary>
internal static class SafetensorsCheckpoint
{
    private const int LongestExpectation = 200; // the reader's own words, with a name out of the file among them

    /// <summary>Whether a file begins as safetensors does: the length of a header, then the header, JSON.</summary>
    public static bool IsSafetensors(ReadOnlySpan<byte> start) =>
        start.Length > sizeof(ulong) && start[sizeof(ulong)] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= (ulong)TorchArchive.LargestFile;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="CheckpointException">The file breaks the format.</exception>
    public static NeuraloperatorCheckpoint Read(string path, FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        SafetensorsFile file;
        try
        {
            file = SafetensorsFile.Read(bytes, path);
        }
        catch (ArrayFileException e)
        {
            throw new CheckpointException(path, e.Tensor is null ? null : PrintableText.Of(e.Tensor), PrintableText.Of(e.Expected, LongestExpectation), PrintableText.Of(e.Found), e);
        }

        var rename = NeuraloperatorCheckpoint.WithoutPrefix([.. file.Tensors.Keys]);
        return new NeuraloperatorCheckpoint(path, "safetensors", file.Tensors.Select(tensor => Tensor(path, rename(tensor.Key), tensor.Value)), settings: null);
    }

    private static CheckpointTensor Tensor(string path, string name, TensorData tensor)
    {
        var (element, bytes) = tensor.Element switch
        {
            ArrayElement.F32 => (CheckpointElement.F32, MemoryMarshal.AsBytes(tensor.As<float>()).ToArray()),
            ArrayElement.F64 => (CheckpointElement.F64, MemoryMarshal.AsBytes(tensor.As<double>()).ToArray()),
            _ => (CheckpointElement.I64, MemoryMarshal.AsBytes(tensor.As<long>()).ToArray()),
        };
        return new CheckpointTensor(path, name, element, bytes, 0, tensor.Shape.ToArray(), TensorShapes.Contiguous(tensor.Shape));
    }
}
