using System.Security.Cryptography;
using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>Short runs on synthetic neurons.</summary>
internal static class ShortRun
{
    /// <summary>A trainer at its start.</summary>
    public static ModelTrainer Trainer(TrainingConfiguration configuration) =>
        (configuration.Teacher is null ? TrainingMaterial.Of(configuration, SyntheticData.Create(), "") : TrainingMaterial.Open(configuration)).Trainer(configuration);

    /// <summary>Trains to the end in one go.</summary>
    /// <returns>SHA-256 of the weights that would be exported.</returns>
    public static string Weights(TrainingConfiguration configuration)
    {
        using var trainer = Trainer(configuration);
        trainer.Run(_ => { }, () => false);
        return Hash(trainer.Result);
    }

    /// <summary>Trains with a new trainer from the checkpoint after each of the steps.</summary>
    public static string WeightsWithStopsAt(TrainingConfiguration configuration, string run, params long[] steps)
    {
        foreach (var step in steps)
        {
            using var part = Trainer(configuration);
            Continue(part);
            part.Run(_ => { }, () => part.Step == step);
            part.SaveCheckpoint(run);
        }

        using var last = Trainer(configuration);
        Continue(last);
        Assert.Equal(steps[^1], last.Step);
        last.Run(_ => { }, () => false);
        return Hash(last.Result);

        void Continue(ModelTrainer trainer)
        {
            if (RunFolder.HasCheckpoint(run))
            {
                trainer.Resume(run);
            }
        }
    }

    public static string Hash(FnoNetwork network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in network.ToWeights().ToTensors().OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.As<float>()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
