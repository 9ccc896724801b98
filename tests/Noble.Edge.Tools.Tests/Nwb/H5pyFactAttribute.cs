using System.Diagnostics;

namespace Noble.Edge.Tools.Tests;

/// <summary>A test that opens the file with the HDF5 library by way of h5py; skipped, and said so, where the system's python3 has none.</summary>
public sealed class H5pyFactAttribute : FactAttribute
{
    internal const string Python = "/usr/bin/python3";

    public H5pyFactAttribute()
    {
        if (Run("-c", "import h5py").ExitCode != 0)
        {
            Skip = "python3-h5py not found (apt-get install python3-h5py): the file was not opened by the HDF5 library.";
        }
    }

    internal static (int ExitCode, string Output) Run(params string[] arguments)
    {
        if (!File.Exists(Python))
        {
            return (127, "");
        }

        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
