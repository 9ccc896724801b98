namespace Noble.Edge.Training;

/// <summary>A libtorch that is on the machine already (Python's torch, a system's), in place of one beside this program.</summary>
/// <remarks>
/// Its libraries are opened by path, each after those that it needs. The loader knows a library by the name within it, so that TorchSharp's
/// own, which asks for libtorch by name, is then given these. Once the CUDA libraries are open, libtorch finds the GPU by itself.
/// </remarks>
public static class TorchFolder
{
    /// <summary>Names the folder that holds libtorch.so.</summary>
    public const string Variable = "NOBLE_LIBTORCH";

    private static readonly string[] Needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly string[] InOrder = ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    /// <summary>The folder that the environment names; null where libtorch is this program's own.</summary>
    public static string? Chosen => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Which libtorch this process uses: its version and, where it was chosen, its folder.</summary>
    /// <param name="own">The version of the one that TorchSharp comes with.</param>
    internal static string Describe(string own) => Chosen is { } folder ? $"{Version(folder) ?? "unknown version"} in {folder}" : own;

    // Python's torch says its version beside the folder of its libraries, a libtorch archive too.
    private static string? Version(string folder)
    {
        const string Key = "__version__ = ";
        var (python, archive) = (Path.Combine(folder, "..", "version.py"), Path.Combine(folder, "..", "build-version"));
        return File.Exists(python) ? File.ReadLines(python).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..].Trim('\'', '"', ' ')
            : File.Exists(archive) ? File.ReadLines(archive).FirstOrDefault()
            : null;
    }

    /// <summary>Libraries of a libtorch, each after those that it needs; those for CUDA where it has them.</summary>
    /// <exception cref="TorchNativeException">The folder is none of a libtorch.</exception>
    internal static string[] Libraries(string folder)
    {
        var missing = Needed.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));
        return missing is null
            ? [.. InOrder.Select(file => Path.Combine(folder, file)).Where(File.Exists)]
            : throw new TorchNativeException(
                $"{Variable} is '{folder}', which holds no {missing}; expected the folder of {string.Join(", ", Needed)}, for Python's torch .../site-packages/torch/lib");
    }

    /// <summary>Opens a libtorch for the whole process.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="program">This program's folder: TorchSharp would open a libtorch of its own there besides.</param>
    /// <exception cref="TorchNativeException">The folder is none of a libtorch, a library does not load, or this build has another.</exception>
    internal static void Open(string folder, string program)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new TorchNativeException($"{Variable} is '{folder}', but a libtorch can be chosen on Linux only; unset it");
        }

        var libraries = Libraries(folder);
        if (TorchNative.Find(program, "libtorch_cpu.so") is { } own)
        {
            throw new TorchNativeException($"{Variable} is '{folder}', but this build has a libtorch of its own, '{own}'; unset it, or build with -p:Libtorch=none");
        }

        foreach (var library in libraries)
        {
            SharedLibrary.OpenGlobally(library);
        }
    }
}
