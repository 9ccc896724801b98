using System.Diagnostics;
using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Trains one operator as a configuration says: loss, optimiser, schedule, average, validation, checkpoints.</summary>
public sealed class ModelTrainer : IDisposable
{
    private const int StepsPerReport = 10; // of a GPU
    private const long LargestBytesAhead = 4L << 30;

    private readonly TrainingConfiguration _configuration;
    private readonly IBatchSource _source;
    private readonly ModelDesign _design;
    private readonly FineTuning? _tuning;
    private readonly TraceLoss _loss;
    private readonly ILearningRateSchedule _schedule;
    private readonly ITrainingOptimizer _optimizer;
    private readonly WeightAverage? _average;
    private readonly Validation? _validation;
    private readonly Device _device;
    private double _seconds;
    private double? _smoothedLoss;
    private double? _bestValidation;

    /// <param name="configuration">The run.</param>
    /// <param name="data">Traces.</param>
    /// <param name="design">Latent space, clocks and sizes.</param>
    /// <param name="tuning">The weights to start from and the features to learn besides; null to train from the beginning.</param>
    public ModelTrainer(TrainingConfiguration configuration, DataSet data, ModelDesign design, FineTuning? tuning = null)
        : this(
            configuration,
            design,
            tuning is null ? new BatchSource(data, design, configuration) : tuning.Batches(data, design, configuration),
            configuration.ValidationInterval > 0 ? Validation.OfHeldOut(data, design, configuration) : null,
            tuning)
    {
    }

    /// <param name="configuration">The run.</param>
    /// <param name="design">Latent space, clocks and sizes.</param>
    /// <param name="source">What is learned; disposed of with the trainer where it can be.</param>
    /// <param name="validation">What is looked at while learning; null for nothing.</param>
    /// <param name="tuning">The weights to start from and the features to learn besides; null to train from the beginning.</param>
    internal ModelTrainer(TrainingConfiguration configuration, ModelDesign design, IBatchSource source, Validation? validation, FineTuning? tuning = null)
    {
        TorchMemory.KeepFreed();
        (_configuration, _design, _source, _validation, _tuning) = (configuration, design, source, validation, tuning);
        _device = TrainingDevice.Open(configuration.Device);
        if (configuration.Threads > 0)
        {
            set_num_threads(configuration.Threads);
        }

        var grid = design.Manifest.Grid;
        _loss = new TraceLoss(configuration.Loss, configuration.LossOrder, grid.StepMilliseconds);
        _schedule = LearningRateSchedules.Create(configuration);
        Network = new FnoNetwork(
            design.Manifest.Network, grid.Length, _device, configuration.Seed, configuration.Precision == "bfloat16" ? ScalarType.BFloat16 : ScalarType.Float32);
        if (tuning is not null)
        {
            Network.Load(tuning.Start);
        }

        _optimizer = configuration.Optimizer == "lbfgs"
            ? new LbfgsOptimizer(Network.Parameters.Values, configuration)
            : _device.type == DeviceType.CUDA
                ? new FlatAdamWOptimizer(Network.Weights, Network.Parameters.Values, configuration)
                : new AdamWOptimizer([.. Network.Parameters.Values], configuration);
        _average = configuration.EmaDecay > 0 ? new WeightAverage(Network, configuration.EmaDecay, configuration.Seed) : null;
    }

    /// <summary>The network in training.</summary>
    public FnoNetwork Network { get; }

    /// <summary>The network that is validated and exported: the average where there is one, else the one in training.</summary>
    public FnoNetwork Result => _average?.Network ?? Network;

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Wall time so far, earlier parts of a resumed run included [s].</summary>
    public double Seconds => _seconds;

    /// <summary>Traces in training.</summary>
    public int TraceCount => _source.TraceCount;

    /// <summary>Steps in which each trace is seen about once.</summary>
    public long StepsPerEpoch => _source.StepsPerEpoch;

    /// <summary>Trains until the last step or until it is told to stop.</summary>
    /// <param name="onProgress">Called after every step; on a GPU after every tenth, every validation and the last.</param>
    /// <param name="shouldStop">Asked before every step.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public void Run(Action<TrainingProgress> onProgress, Func<bool> shouldStop)
    {
        var (startStep, startSeconds, watch) = (Step, _seconds, Stopwatch.StartNew());
        using var batches = new BatchQueue(_source, _device, Step, BatchesAhead());
        using var losses = new LossReader();
        while (Step < _configuration.Steps && !shouldStop())
        {
            var rate = _schedule.Rate(Step);
            losses.Add(Step, rate, Learn(batches.Take(), rate));
            Step++;
            _average?.Add(Step);
            if (!IsReported(Step))
            {
                continue;
            }

            var loss = Smooth(losses);
            var validation = Validate();
            Judge(loss, validation);
            _seconds = startSeconds + watch.Elapsed.TotalSeconds;
            var pace = watch.Elapsed / (Step - startStep);
            onProgress(new TrainingProgress(
                Step, _configuration.Steps, _smoothedLoss!.Value, rate, TimeSpan.FromSeconds(_seconds), pace * (_configuration.Steps - Step), validation));
        }

        Smooth(losses);
        _seconds = startSeconds + watch.Elapsed.TotalSeconds;
    }

    /// <summary>Writes the run's state into a run's folder; a checkpoint that is there is replaced only by a whole one.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="name">Of the checkpoint in it.</param>
    public void SaveCheckpoint(string run, string name = Checkpoint.Last) =>
        Checkpoint.Save(run, name, Network, _optimizer, _average?.Network, new CheckpointState
        {
            Step = Step,
            Seconds = _seconds,
            SmoothedLoss = _smoothedLoss,
            BestValidationLoss = _bestValidation,
            Plateau = (_schedule as PlateauSchedule)?.State,
        });

    /// <summary>Continues from a checkpoint of the same configuration.</summary>
    /// <exception cref="DataSetException">There is none, or it is damaged.</exception>
    public void Resume(string run)
    {
        var state = Checkpoint.Load(run, Network, _optimizer, _average?.Network);
        (Step, _seconds, _smoothedLoss, _bestValidation) = (state.Step, state.Seconds, state.SmoothedLoss, state.BestValidationLoss);
        if (_schedule is PlateauSchedule plateau)
        {
            plateau.State = state.Plateau ?? new PlateauState();
        }
    }

    // Reading a loss makes a GPU wait: there only some steps are told of. A schedule that goes by the loss needs every one.
    private bool IsReported(long step) =>
        _device.type != DeviceType.CUDA
        || _schedule is PlateauSchedule
        || step % StepsPerReport == 0
        || step == _configuration.Steps
        || (_configuration.ValidationInterval > 0 && step % _configuration.ValidationInterval == 0)
        || (_configuration.CheckpointSteps > 0 && step % _configuration.CheckpointSteps == 0);

    // A CPU's cores are the training's; beside a GPU they make batches.
    private int BatchesAhead()
    {
        if (_device.type != DeviceType.CUDA)
        {
            return 1;
        }

        var grid = _design.Manifest.Grid.Length;
        var bytes = sizeof(float) * (long)_configuration.Batch * (_design.Manifest.Network.InputChannels + 1) * grid;
        var workers = _configuration.Threads > 0 ? _configuration.Threads : Environment.ProcessorCount;
        return (int)Math.Clamp(LargestBytesAhead / bytes, 1, workers);
    }

    /// <returns>The last step's loss; not a number where there is none that was not read before.</returns>
    private double Smooth(LossReader losses)
    {
        var last = double.NaN;
        foreach (var (step, rate, loss) in losses.Read())
        {
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(step, rate);
            }

            last = loss;
            _smoothedLoss = _smoothedLoss is { } smoothed ? (0.99 * smoothed) + (0.01 * loss) : loss;
        }

        return last;
    }

    private Tensor Learn(TraceBatch batch, double rate)
    {
        using var scope = NewDisposeScope();
        var loss = _optimizer.Step(() => Loss(batch), rate).DetachFromDisposeScope();
        batch.Dispose();
        return loss;
    }

    private Tensor Loss(TraceBatch batch)
    {
        var voltage = Network.Forward(batch.Input).Times(_design.Manifest.Output.ScaleMillivolts).Plus(batch.Offset);
        var loss = _loss.Compute(voltage, batch.Target);
        return _tuning is null ? loss : loss.Plus(_tuning.Term(batch, voltage));
    }

    private ValidationResult? Validate()
    {
        if (_validation is null || (Step % _configuration.ValidationInterval != 0 && Step != _configuration.Steps))
        {
            return null;
        }

        var found = _validation.Measure(Result);
        var isBest = !(found.Loss >= _bestValidation);
        _bestValidation = isBest ? found.Loss : _bestValidation;
        return found with { IsBest = isBest };
    }

    private void Judge(double loss, ValidationResult? validation)
    {
        if (_schedule is not PlateauSchedule plateau)
        {
            return;
        }

        if (_configuration.PlateauOn == "validation")
        {
            if (validation is { } found)
            {
                plateau.Judge(found.Loss);
            }

            return;
        }

        plateau.State = plateau.State with { LossSum = plateau.State.LossSum + loss, LossCount = plateau.State.LossCount + 1 };
        if (Step % _source.StepsPerEpoch == 0)
        {
            plateau.Judge(plateau.State.LossSum / plateau.State.LossCount);
            plateau.State = plateau.State with { LossSum = 0, LossCount = 0 };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _average?.Dispose();
        _optimizer.Dispose();
        Network.Dispose();
        (_source as IDisposable)?.Dispose();
    }
}
