using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Noble.Edge.Benchmarks;
using Noble.Edge.Operator;

if (args is [PageReader.Argument, var url])
{
    return await PageReader.RunAsync(url);
}

// Times the engines beside libtorch, the streaming operator at each vector width, the shipped models beside NEURON, the neuron solver beside NEURON, and the rig's ports beside cyclictest and copies in memory, the bridge's clock beside an emulator's, the streaming operator's ticks beside cyclictest, and the pacer with a live page beside one without, on this machine. The contenders take turns, so that a machine that slows down or
// is busy with something else slows all of them; read the ratios before the milliseconds.
double seconds = 3;
string[] names = [.. args.Where(argument => argument is "operator" or "streaming" or "cost" or "models" or "neurons" or "rig" or "tick" or "bridge" or "page")];
string[] others = [.. args.Except(names)];
if (others.Length > 1 || (others.Length == 1 && !double.TryParse(others[0], NumberStyles.Float, CultureInfo.InvariantCulture, out seconds)))
{
    Console.Error.WriteLine("usage: Noble.Edge.Benchmarks [operator] [streaming] [cost] [models] [neurons] [rig] [tick] [bridge] [page] [SECONDS]   seconds per contender or row, default 3; none named: all");
    return 2;
}

Console.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
Console.WriteLine($"vectors: 128-bit {Vector128.IsHardwareAccelerated}, 256-bit {Vector256.IsHardwareAccelerated}, 512-bit {Vector512.IsHardwareAccelerated}");
bool Asked(string name) => names.Length == 0 || names.Contains(name);
if (Asked("operator"))
{
    foreach (BenchmarkNetwork network in BenchmarkNetwork.All)
    {
        Run(network);
    }
}

if (Asked("streaming"))
{
    StreamingBenchmark.Run(TimeSpan.FromSeconds(seconds));
}

if (Asked("cost"))
{
    CostTable.Print(TimeSpan.FromSeconds(Math.Min(seconds, 1)));
}

if (Asked("models"))
{
    ModelBenchmark.Run(TimeSpan.FromSeconds(seconds));
}

if (Asked("neurons"))
{
    NeuronBenchmark.Run();
}

if (Asked("rig"))
{
    TimeSpan each = TimeSpan.FromSeconds(seconds);
    LoopBenchmark.Run(each);
    SustainedBenchmark.Run();
    TickAllocations.Run(each);
    AddressEventBenchmark.Run(each / 2);
    MqttBenchmark.Run(each);
    RecordingBenchmark.Run(Path.GetTempPath(), each);
}

if (Asked("tick"))
{
    TickBenchmark.Run(TimeSpan.FromSeconds(seconds));
}

if (Asked("bridge"))
{
    BridgeBenchmark.Run(TimeSpan.FromSeconds(seconds));
}

if (Asked("page"))
{
    PageBenchmark.Run(TimeSpan.FromSeconds(Math.Max(seconds, 1)));
}

return 0;

void Run(BenchmarkNetwork network)
{
    List<Contender> contenders = Contenders(network);
    foreach (Contender contender in contenders)
    {
        contender.WarmUp();
        CheckSame(contenders[0], contender);
    }

    const int Rounds = 10;
    for (int round = 0; round < Rounds; round++)
    {
        foreach (Contender contender in contenders)
        {
            // A round of the naive engine is a second and more; two of them are enough to know.
            if (contender.Elapsed.TotalSeconds < seconds)
            {
                contender.Measure(TimeSpan.FromSeconds(seconds / Rounds));
            }
        }
    }

    NetworkShape shape = network.Shape;
    Console.WriteLine();
    Console.WriteLine($"{network.Name}: {shape.Layers} layers, {shape.HiddenChannels} channels, {shape.Modes} modes, {shape.InputChannels} inputs, {network.Length} samples, {network.PointwiseMultiplyAdds / 1e6:F0} M pointwise multiply-adds a trace");
    Console.WriteLine($"  {"",-34} {"threads",7} {"best ms",9} {"p50 ms",9} {"p90 ms",9} {"traces/s",9} {"ratio",8}");
    double best = contenders[0].Percentile(0.5);
    foreach (Contender contender in contenders)
    {
        double median = contender.Percentile(0.5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {contender.Name,-34} {contender.Threads,7} {contender.Percentile(0),9:F2} {median,9:F2} {contender.Percentile(0.9),9:F2} {1000 / median,9:F1} {median / best,8:F2}"));
    }

    Console.WriteLine($"  {contenders[0].Description}; {contenders.First(contender => contender.Name.StartsWith("libtorch", StringComparison.Ordinal)).Description.Split(',')[0]}");
    foreach (int threads in contenders.Select(contender => contender.Threads).Distinct())
    {
        Contender ours = contenders.First(contender => contender.Threads == threads);
        Contender theirs = contenders.Where(contender => contender.Threads == threads && contender.Name.StartsWith("libtorch", StringComparison.Ordinal)).MinBy(contender => contender.Percentile(0.5))!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  times libtorch's best form ({theirs.Name}), {threads} thread{(threads > 1 ? "s" : "")}: {theirs.Percentile(0.5) / ours.Percentile(0.5):F1} by the medians, {theirs.Percentile(0) / ours.Percentile(0):F1} by the best"));
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  all cores over one: {contenders[0].Percentile(0.5) / contenders[1].Percentile(0.5):F2} times by the medians, {contenders[0].Percentile(0) / contenders[1].Percentile(0):F2} by the best"));
    contenders.ForEach(contender => contender.Dispose());
}

// A speed is worth something only where the voltage is the same.
static void CheckSame(Contender first, Contender other)
{
    const double Allowed = 1e-4; // random weights amplify the roundings of float32
    double error = 0;
    double size = 0;
    for (int k = 0; k < first.FirstTrace.Length; k++)
    {
        error += Math.Pow((double)other.FirstTrace[k] - first.FirstTrace[k], 2);
        size += Math.Pow(first.FirstTrace[k], 2);
    }

    if (!(Math.Sqrt(error / size) < Allowed))
    {
        throw new InvalidOperationException($"{other.Name} gives another voltage than {first.Name}: relative RMS {Math.Sqrt(error / size):E1}, expected under {Allowed:E0}");
    }
}

static List<Contender> Contenders(BenchmarkNetwork network)
{
    int cores = Environment.ProcessorCount;
    var contenders = new List<Contender>
    {
        new("vector, widest", 1, new SimdEngine(network.Weights, network.Length), 1),
        new("vector, widest, all cores", cores, new SimdEngine(network.Weights, network.Length, new SimdEngineOptions { Threads = cores }), 4 * cores),
    };
    if (Vector512.IsHardwareAccelerated)
    {
        Add("vector, 256-bit", SimdInstructions.Vector256);
    }

    if (Vector256.IsHardwareAccelerated)
    {
        Add("vector, 128-bit", SimdInstructions.Vector128);
    }

    Add("scalar twin", SimdInstructions.Scalar);
    foreach (TorchForm form in Enum.GetValues<TorchForm>())
    {
        foreach (int batch in (int[])[1, 8])
        {
            contenders.Add(new Contender($"libtorch {form}, batch {batch}", 1, new TorchEngine(network.Weights, network.Length, form, 1), batch));
        }

        contenders.Add(new Contender($"libtorch {form}, all cores, batch 8", cores, new TorchEngine(network.Weights, network.Length, form, cores), 8));
    }

    contenders.Add(new Contender("naive: float64, direct Fourier sums", 1, new ReferenceEngine(network.Weights, network.Length), 1));
    return contenders;

    void Add(string name, SimdInstructions instructions) =>
        contenders.Add(new Contender(name, 1, new SimdEngine(network.Weights, network.Length, new SimdEngineOptions { Instructions = instructions }), 1));
}

static string Processor()
{
    const string Key = "model name";
    string? line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal)) : null;
    return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
