using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Names what a run ran on.</summary>
internal static class Machine
{
    /// <summary>The GPU or the processor that a network is on.</summary>
    public static string Describe(Device device) => device.type == DeviceType.CUDA
        ? NvidiaLibraries.Gpu(Math.Max(device.index, 0)) ?? "a CUDA GPU"
        : $"{Processor()}, {get_num_threads()} of {Environment.ProcessorCount} threads";

    /// <summary>The processor, as the kernel names it.</summary>
    public static string Processor()
    {
        const string Key = "model name";
        try
        {
            var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
            return line is null ? "CPU" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        catch (IOException)
        {
            return "CPU";
        }
    }
}
