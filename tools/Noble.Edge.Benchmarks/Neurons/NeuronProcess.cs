using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Noble.Edge.Benchmarks;

/// <summary>NEURON in a process of its own, driven by tools/neuron/simulate.py.</summary>
internal sealed class NeuronProcess : IDisposable
{
    private readonly Process _process;

    private NeuronProcess(Process process)
    {
        _process = process;
        using JsonDocument hello = Read();
        Version = hello.RootElement.GetProperty("version").GetString() ?? "unknown";
    }

    /// <summary>NEURON's version.</summary>
    public string Version { get; }

    /// <summary>Starts NEURON with the compiled mechanisms, or says in one line why it cannot.</summary>
    public static NeuronProcess? Start(string repository, out string reason)
    {
        string? python = FindPython();
        if (python is null)
        {
            reason = "no Python that has NEURON (apt-get install python3-neuron)";
            return null;
        }

        string tools = Path.Combine(repository, "tools", "neuron");
        string library = Path.Combine(repository, "artifacts", "neuron", "mechanisms.so");
        (int status, string errors) = Execute(Path.Combine(tools, "build.sh"), library);
        if (status != 0)
        {
            reason = $"the channels did not compile: {errors.Trim().Replace('\n', ' ')}";
            return null;
        }

        try
        {
            reason = string.Empty;
            return new NeuronProcess(Launch(python, Path.Combine(tools, "simulate.py"), library));
        }
        catch (IOException failure)
        {
            reason = failure.Message;
            return null;
        }
    }

    /// <summary>Reads a file of <see cref="NeuronCellFile"/>.</summary>
    public void Load(string path) => Ask($"load {path}").Dispose();

    /// <summary>Simulates a run; CPU and wall-clock seconds of initialising and integrating.</summary>
    public (double Cpu, double Wall) Run(int index)
    {
        Begin(index);
        return End();
    }

    /// <summary>Starts a run and does not wait; <see cref="End"/> does.</summary>
    public void Begin(int index) => _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {index}"));

    /// <summary>Waits for the run that <see cref="Begin"/> started.</summary>
    public (double Cpu, double Wall) End()
    {
        using JsonDocument answer = Read();
        return (answer.RootElement.GetProperty("cpu").GetDouble(), answer.RootElement.GetProperty("wall").GetDouble());
    }

    /// <summary>Somatic voltage of a run's window, mV.</summary>
    public double[] Voltage(int index)
    {
        string path = Path.GetTempFileName();
        try
        {
            Ask(string.Create(CultureInfo.InvariantCulture, $"save {index} {path}")).Dispose();
            return MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path)).ToArray();
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.WriteLine("quit");
            _process.WaitForExit(5000);
        }
        catch (IOException)
        {
            // It has gone already.
        }

        _process.Dispose();
    }

    private static string? FindPython() =>
        ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(python => Execute(python, "-c", "import neuron").Status == 0);

    private static Process Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NEURON_MODULE_OPTIONS"] = "-nogui";
        Process process = Process.Start(start) ?? throw new IOException($"{program} did not start");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static (int Status, string Errors) Execute(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["NEURON_MODULE_OPTIONS"] = "-nogui";
        try
        {
            using Process? process = Process.Start(start);
            if (process is null)
            {
                return (-1, $"{program} did not start");
            }

            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors);
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return (-1, failure.Message);
        }
    }

    private JsonDocument Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        return Read();
    }

    private JsonDocument Read()
    {
        string line = _process.StandardOutput.ReadLine() ?? throw new IOException("NEURON ended without an answer");
        JsonDocument answer = JsonDocument.Parse(line);
        if (answer.RootElement.TryGetProperty("error", out JsonElement error))
        {
            string message = error.GetString() ?? "unknown error";
            answer.Dispose();
            throw new IOException(message);
        }

        return answer;
    }
}
