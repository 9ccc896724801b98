using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Where a network is trained.</summary>
public static class TrainingDevice
{
    private const string CudaLibrary = "libtorch_cuda.so";

    /// <summary>The device of that name.</summary>
    /// <param name="name"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="TorchNativeException">There is no such device.</exception>
    public static Device Open(string name)
    {
        TorchNative.EnsureLoadable();
        if (name != "cuda")
        {
            return CPU;
        }

        return cuda.is_available()
            ? CUDA
            : throw new TorchNativeException(HasCudaLibrary()
                ? "device 'cuda': libtorch finds no NVIDIA GPU, expected one with a driver; use --device cpu"
                : TorchFolder.Chosen is { } folder
                    ? $"device 'cuda': the libtorch in '{folder}' ({TorchFolder.Variable}) is one for the CPU, expected one with {CudaLibrary}; or use --device cpu"
                    : $"device 'cuda': this is the CPU build; build with -p:Cuda=true for a GPU, or with -p:Libtorch=none and set {TorchFolder.Variable} to the folder of a libtorch for CUDA; or use --device cpu");
    }

    private static bool HasCudaLibrary() => TorchFolder.Chosen is { } folder
        ? File.Exists(Path.Combine(folder, CudaLibrary))
        : Directory.EnumerateFiles(AppContext.BaseDirectory, "libtorch_cuda*", SearchOption.AllDirectories).Any();
}
