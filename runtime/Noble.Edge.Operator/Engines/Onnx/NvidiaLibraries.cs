using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>What NVIDIA's own libraries say about the machine, asked directly, since an engine that TensorRT built fits one GPU and one version.</summary>
internal static unsafe class NvidiaLibraries
{
    private const int NameLength = 256;
    private const int MajorAttribute = 75; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
    private const int MinorAttribute = 76; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR

    /// <summary>The GPU, as "NVIDIA GeForce RTX 4090, compute capability 8.9"; null where there is no driver or no such GPU.</summary>
    public static string? Gpu(int deviceId, string library = "libcuda.so.1")
    {
        if (!NativeLibrary.TryLoad(library, out nint cuda))
        {
            return null;
        }

        // The driver stays loaded: it does not stand being initialised twice.
        if (Find(cuda, "cuInit") is not { } initialize
            || Find(cuda, "cuDeviceGet") is not { } get
            || Find(cuda, "cuDeviceGetName") is not { } getName
            || Find(cuda, "cuDeviceGetAttribute") is not { } getAttribute)
        {
            return null;
        }

        int device;
        int major;
        int minor;
        byte* name = stackalloc byte[NameLength];
        return ((delegate* unmanaged<uint, int>)initialize)(0) == 0
            && ((delegate* unmanaged<int*, int, int>)get)(&device, deviceId) == 0
            && ((delegate* unmanaged<byte*, int, int, int>)getName)(name, NameLength, device) == 0
            && ((delegate* unmanaged<int*, int, int, int>)getAttribute)(&major, MajorAttribute, device) == 0
            && ((delegate* unmanaged<int*, int, int, int>)getAttribute)(&minor, MinorAttribute, device) == 0
            ? FormattableString.Invariant($"{Marshal.PtrToStringUTF8((nint)name)}, compute capability {major}.{minor}")
            : null;
    }

    /// <summary>TensorRT's version, as "10.3.0"; null where it is not installed.</summary>
    public static string? TensorRtVersion(params ReadOnlySpan<string> libraries)
    {
        foreach (string library in libraries.Length > 0 ? libraries : ["libnvinfer.so.10", "libnvinfer.so.8", "libnvinfer.so"])
        {
            if (NativeLibrary.TryLoad(library, out nint tensorRt) && Find(tensorRt, "getInferLibVersion") is { } getVersion)
            {
                return VersionText(((delegate* unmanaged<int>)getVersion)());
            }
        }

        return null;
    }

    /// <summary>8601 is 8.6.1, 100300 is 10.3.0: version 10 moved the major number up a digit.</summary>
    internal static string VersionText(int version)
    {
        int unit = version >= 100_000 ? 10_000 : 1000;
        int rest = version % unit;
        return FormattableString.Invariant($"{version / unit}.{rest / 100}.{rest % 100}");
    }

    private static nint? Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint export) ? export : null;
}
