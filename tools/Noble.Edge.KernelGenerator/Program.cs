using Noble.Edge.KernelGenerator;

// Writes the kernels whose accumulators are named locals, one file each.
if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: Noble.Edge.KernelGenerator FOLDER   the folder runtime/Noble.Edge.Operator/Engines/Simd/Kernels/Generated");
    return 2;
}

foreach ((string name, string text) in KernelFiles.All())
{
    File.WriteAllText(Path.Combine(folder, name), text);
}

return 0;
