using System.Diagnostics;
using Noble.Edge.Operator;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Trains one operator: relative L^p loss, AdamW, one-cycle learning rate, clipped gradients, checkpoints.</summary>
public sealed class ModelTrainer : IDisposable
{
    private readonly TrainingConfiguration _configuration;
    private readonly BatchSource _source;
    private readonly ModelDesign _design;
    private readonly OneCycleSchedule _schedule;
    private readonly OptimizerHelper _optimizer;
    private readonly Device _device;
    private double _seconds;
    private double _smoothedLoss = double.NaN;

    /// <param name="configuration">The run.</param>
    /// <param name="data">Traces.</param>
    /// <param name="design">Latent space, clocks and sizes.</param>
    public ModelTrainer(TrainingConfiguration configuration, DataSet data, ModelDesign design)
    {
        TorchNative.EnsureLoadable();
        TorchMemory.KeepFreed();
        (_configuration, _design) = (configuration, design);
        _device = configuration.Device == "cuda" ? CUDA : CPU;
        if (_device.type == DeviceType.CUDA && !cuda.is_available())
        {
            throw new TorchNativeException("device 'cuda' was asked for, but libtorch finds no CUDA device");
        }

        if (configuration.Threads > 0)
        {
            set_num_threads(configuration.Threads);
        }

        _source = new BatchSource(data, design, configuration);
        _schedule = new OneCycleSchedule(configuration.LearningRate, configuration.Steps);
        Network = new FnoNetwork(design.Manifest.Network, design.Manifest.Grid.Length, _device, configuration.Seed);
        _optimizer = optim.AdamW(Network.Parameters.Values, configuration.LearningRate, beta2: 0.99, weight_decay: configuration.WeightDecay);
    }

    /// <summary>The network in training.</summary>
    public FnoNetwork Network { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Wall time so far, earlier parts of a resumed run included [s].</summary>
    public double Seconds => _seconds;

    /// <summary>Traces in training.</summary>
    public int TraceCount => _source.TraceCount;

    /// <summary>Trains until the last step or until it is told to stop.</summary>
    /// <param name="onProgress">Called after every step.</param>
    /// <param name="shouldStop">Asked after every step.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public void Run(Action<TrainingProgress> onProgress, Func<bool> shouldStop)
    {
        var (startStep, startSeconds, watch) = (Step, _seconds, Stopwatch.StartNew());
        var next = Task.Run(() => _source.Make(Step, _device));
        while (Step < _configuration.Steps && !shouldStop())
        {
            var batch = next.GetAwaiter().GetResult();
            var following = Step + 1;
            next = Task.Run(() => _source.Make(following, _device));
            var rate = _schedule.Rate(Step);
            var loss = Learn(batch, rate);
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(Step, rate);
            }

            Step = following;
            _smoothedLoss = double.IsNaN(_smoothedLoss) ? loss : (0.99 * _smoothedLoss) + (0.01 * loss);
            _seconds = startSeconds + watch.Elapsed.TotalSeconds;
            var pace = watch.Elapsed / (Step - startStep);
            onProgress(new TrainingProgress(
                Step, _configuration.Steps, _smoothedLoss, rate, TimeSpan.FromSeconds(_seconds), pace * (_configuration.Steps - Step)));
        }

        Release(next.GetAwaiter().GetResult());
    }

    /// <summary>Writes the run's state into a folder; a checkpoint that is there is replaced only by a whole one.</summary>
    public void SaveCheckpoint(string folder) =>
        Checkpoint.Save(folder, Network, _optimizer, new CheckpointState { Step = Step, Seconds = _seconds, SmoothedLoss = _smoothedLoss });

    /// <summary>Continues from a checkpoint of the same configuration.</summary>
    /// <exception cref="DataSetException">There is none, or it is damaged.</exception>
    public void Resume(string folder)
    {
        var state = Checkpoint.Load(folder, Network, _optimizer);
        (Step, _seconds, _smoothedLoss) = (state.Step, state.Seconds, state.SmoothedLoss);
    }

    private double Learn((Tensor Input, Tensor Target, Tensor Offset) batch, double rate)
    {
        using var scope = NewDisposeScope();
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }

        _optimizer.zero_grad();
        var voltage = Network.Forward(batch.Input).mul(_design.Manifest.Output.ScaleMillivolts).add(batch.Offset);
        var loss = RelativeLpLoss.Compute(voltage, batch.Target, _configuration.LossOrder);
        loss.backward();
        nn.utils.clip_grad_norm_(Network.Parameters.Values, _configuration.ClipNorm);
        _optimizer.step();
        var value = loss.item<float>();
        Release(batch);
        return value;
    }

    private static void Release((Tensor Input, Tensor Target, Tensor Offset) batch)
    {
        batch.Input.Dispose();
        batch.Target.Dispose();
        batch.Offset.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        Network.Dispose();
    }
}
