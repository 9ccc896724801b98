using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;

namespace Noble.Edge.Training;

/// <summary>Describes the environment of a run.</summary>
internal static class RunEnvironments
{
    /// <summary>This environment.</summary>
    /// <param name="dataSha256">From <see cref="DataSha256"/>.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="starts">Starts so far.</param>
    public static RunEnvironment Describe(string dataSha256, torch.Device device, RunStart[] starts) => new()
    {
        Product = Version(typeof(RunEnvironments).Assembly),
        Dotnet = RuntimeInformation.FrameworkDescription,
        System = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        TorchSharp = Version(typeof(torch).Assembly),
        Libtorch = TorchFolder.Describe(torch.__version__),
        Machine = Machine.Describe(device),
        DataSha256 = dataSha256,
        Starts = starts,
    };

    /// <summary>SHA-256 of a data set's files.</summary>
    public static string DataSha256(string folder)
    {
        string[] files = [DataSet.ManifestFile, DataSet.VoltageFile, DataSet.SpikeTimesFile, DataSet.SpikeOffsetsFile];
        var hashes = string.Concat(files.Select(file => Fingerprint.OfFile(Path.Combine(folder, file))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashes)));
    }

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? $"{assembly.GetName().Version}";
}
