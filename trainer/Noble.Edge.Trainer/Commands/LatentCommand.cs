using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train latent</c>: a model's latent space, its neurons, and new ones.</summary>
internal static class LatentCommand
{
    private const int DrawnForAPicture = 200, MostDrawn = 1_000_000;

    public static Command Create()
    {
        var folder = new Option<string>("--model") { Description = "The model folder", Required = true };
        var plot = new Option<string?>("--plot") { Description = "Scatter matrix of up to six features, .png or .svg" };
        var draw = new Option<int?>("--draw") { Description = $"Neurons to draw; {DrawnForAPicture} for --plot" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the draw", DefaultValueFactory = _ => 1 };
        var csv = new Option<string?>("--csv") { Description = "Write the drawn neurons to this file, for noble-edge --latents" };
        var data = new Option<string?>("--data") { Description = "A data set: places its neurons that the model never saw" };
        var command = new Command(
            "latent",
            """
            Describes a model's latent space: its features, how well the training neurons fill it, whether a hull or a density
            suits them. Draws new neurons, the same as noble-edge with the same seed, and writes them as CSV to be edited and
            given back with --latents. Distances are in half training ranges of the features.

            Examples:
              noble-train latent --model fast-spiking.noble
              noble-train latent --model fast-spiking.noble --plot latent.png --data data/fast-spiking
              noble-train latent --model fast-spiking.noble --draw 64 --seed 7 --csv neurons.csv
              noble-edge render --model fast-spiking.noble --current 0.2 --latents neurons.csv --out V.npy
            """)
        { folder, plot, draw, seed, csv, data };
        command.SetAction(parsed =>
        {
            var (picture, file) = (parsed.GetValue(plot), parsed.GetValue(csv));
            var count = Count(parsed.GetValue(draw), picture, file);
            var model = ModelBundle.Load(parsed.GetValue(folder)!);
            if (picture is not null)
            {
                LatentPicture.Check(picture, model.Latent);
            }

            Console.Write(LatentText.Of(model, LatentSurvey.Of(model.Manifest.Latent)));
            var drawn = Draw(model, count, parsed.GetValue(seed));
            if (count > 0)
            {
                Console.Write(LatentText.Drawn(model.Latent, drawn, parsed.GetValue(seed)));
            }

            var unseen = parsed.GetValue(data) is { } set ? UnseenNeuron.Of(model, DataSet.LoadManifest(set)) : [];
            if (parsed.GetValue(data) is not null)
            {
                Console.Write(LatentText.Unseen(model.Latent, unseen));
            }

            Write(file, () => LatentCsv.Write(file!, model.Manifest.Latent, drawn));
            Write(picture, () => LatentPicture.Write(model, drawn, unseen, picture!));
        });
        return command;
    }

    private static int Count(int? asked, string? picture, string? file) => asked switch
    {
        < 1 or > MostDrawn => throw new UserException($"--draw {asked}: expected 1 to {MostDrawn}"),
        null when file is not null => throw new UserException("--csv: expected --draw N, the number of neurons to draw"),
        null => picture is null ? 0 : DrawnForAPicture,
        _ => asked.Value,
    };

    private static double[][] Draw(ModelBundle model, int count, ulong seed)
    {
        if (count == 0)
        {
            return [];
        }

        var population = Population.Draw(model, count, seed);
        return [.. Enumerable.Range(0, count).Select(n => population.Features(n).ToArray())];
    }

    private static void Write(string? path, Action write)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be written: {e.Message}");
        }

        Console.WriteLine($"written      {path}");
    }
}
