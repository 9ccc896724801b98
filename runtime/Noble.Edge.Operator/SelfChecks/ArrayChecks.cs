namespace Noble.Edge.Operator;

/// <summary>Arrays written to files and read back.</summary>
internal static class ArrayChecks
{
    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("noble-edge-check-");
        try
        {
            float[] single = new float[6 * 35];
            OperatorSelfCheck.Fill(single, 5);
            double[] wide = [.. single.Select(value => value / 3.0)];
            string npy = Path.Combine(folder.FullName, "a.npy");
            NpyFile.Write(npy, single, 6, 35);
            bool same = NpyFile.Read<float>(npy, 6, 35).Data.AsSpan().SequenceEqual(single);
            NpyFile.Write(npy, wide, 2, 3, 35);
            same &= NpyFile.Read<double>(npy, 2, 3, 35).Data.AsSpan().SequenceEqual(wide);
            yield return (".npy files, written and read", same, "float32 and float64");

            string tensors = Path.Combine(folder.FullName, "a.safetensors");
            SafetensorsFile.Write(tensors, new Dictionary<string, TensorData> { ["single"] = new(single, 6, 35), ["wide"] = new(wide, 210) });
            SafetensorsFile read = SafetensorsFile.Read(tensors);
            yield return (
                ".safetensors files, written and read",
                read.Tensors["single"].As<float>().SequenceEqual(single) && read.Tensors["wide"].As<double>().SequenceEqual(wide),
                "float32 and float64");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
