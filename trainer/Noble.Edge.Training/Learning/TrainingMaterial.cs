using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What a run learns from, opened: a data set, or a teacher; and the design of the model that follows from it.</summary>
public sealed class TrainingMaterial
{
    private readonly DataSet? _data;
    private readonly ModelBundle? _teacher;

    private TrainingMaterial(string folder, ModelDesign design, DataSet? data, ModelBundle? teacher) =>
        (Folder, Design, _data, _teacher) = (folder, design, data, teacher);

    /// <summary>The data set's folder, or the teacher's.</summary>
    public string Folder { get; }

    /// <summary>The model's design.</summary>
    public ModelDesign Design { get; }

    /// <summary>The teacher's name; null where it is a data set.</summary>
    public string? Teacher => _teacher?.Manifest.Name;

    /// <summary>SHA-256 of the data set's files, or of the teacher's manifest, lower-case hex.</summary>
    public string Sha256 => _teacher?.Hash ?? RunEnvironments.DataSha256(Folder);

    /// <summary>Opens what a configuration names.</summary>
    /// <exception cref="DataSetException">It names neither or both, or what it names cannot be used.</exception>
    /// <exception cref="ModelBundleException">The teacher cannot be read.</exception>
    public static TrainingMaterial Open(TrainingConfiguration configuration) => (configuration.Data, configuration.Teacher) switch
    {
        ({ } folder, null) => Of(configuration, DataSet.Load(folder), folder),
        (null, { } folder) => Of(configuration, ModelBundle.Load(folder), folder),
        (null, null) => throw new DataSetException("nothing to learn from, expected --data DATA or --teacher DIR, or \"data\" or \"teacher\" in the configuration"),
        _ => throw new DataSetException("--data and --teacher: expected one of them"),
    };

    /// <summary>A data set that is in memory.</summary>
    public static TrainingMaterial Of(TrainingConfiguration configuration, DataSet data, string folder)
    {
        var traces = configuration.StepMilliseconds > 0 ? GridResampler.Apply(data, GridResampler.WithStep(data.Manifest.Grid, configuration.StepMilliseconds)) : data;
        return new TrainingMaterial(folder, ModelDesign.Create(configuration, traces), traces, null);
    }

    /// <summary>A teacher that is in memory.</summary>
    public static TrainingMaterial Of(TrainingConfiguration configuration, ModelBundle teacher, string folder) =>
        new(folder, ModelDesign.Student(configuration, teacher), null, teacher);

    /// <summary>A trainer at its start.</summary>
    public ModelTrainer Trainer(TrainingConfiguration configuration) => _data is not null
        ? new ModelTrainer(configuration, _data, Design)
        : new ModelTrainer(configuration, Design, new TeacherBatchSource(_teacher!, Design.Manifest, configuration), Validation(configuration));

    // Whole batches, so that the draws of a validation are those of a batch source.
    private Validation? Validation(TrainingConfiguration configuration)
    {
        if (configuration.ValidationInterval == 0)
        {
            return null;
        }

        if (_teacher!.Manifest.Provenance.HeldOutExcessNanoamperes.Length == 0)
        {
            throw new DataSetException($"validationInterval is set, but the teacher '{Teacher}' held out no band of current: leave it out");
        }

        var source = new TeacherBatchSource(_teacher, Design.Manifest, configuration, heldOut: true);
        var batches = (configuration.ValidationTraces + configuration.Batch - 1) / configuration.Batch;
        return new Validation(batches, (batch, device) => source.Make(batch, device), configuration, Design.Manifest);
    }
}
