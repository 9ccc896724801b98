using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Batches that a teacher answers: a neuron and a current are drawn, the teacher's voltage on the student's grid is what is learned.</summary>
/// <remarks>A batch is a function of seed and step, so that a resumed run sees what an uninterrupted one would. No trace comes twice.</remarks>
internal sealed class TeacherBatchSource : IBatchSource, IDisposable
{
    internal const ulong Stream = 0x74656163;

    private const ulong ValidationStream = 0x74767661;

    private readonly ModelManifest _student;
    private readonly TeacherDraw _draw;
    private readonly int _batch;
    private readonly ulong _seed;
    private readonly ulong _stream;
    private readonly long _steps;
    private readonly ScratchPool<TeacherWorker> _workers;
    private readonly BatchMemory _memory;
    private readonly int _offsetFeature;

    /// <param name="teacher">The teacher.</param>
    /// <param name="student">The student's manifest.</param>
    /// <param name="configuration">Batch, seed, steps.</param>
    /// <param name="heldOut">Only held-out currents of training neurons, for a validation.</param>
    public TeacherBatchSource(ModelBundle teacher, ModelManifest student, TrainingConfiguration configuration, bool heldOut = false)
    {
        (_student, _batch, _seed, _steps) = (student, configuration.Batch, (ulong)configuration.Seed, configuration.Steps);
        _stream = heldOut ? ValidationStream : Stream;
        _draw = new TeacherDraw(teacher, _seed, heldOut);
        _workers = new ScratchPool<TeacherWorker>(() => new TeacherWorker(teacher, student));
        _memory = new BatchMemory(student.Network.InputChannels, _batch, student.Grid.Length);
        _offsetFeature = student.Output.OffsetFeature is { } feature ? student.Latent.IndexOf(feature) : -1;
    }

    /// <inheritdoc/>
    public int TraceCount => (int)Math.Min(_steps * _batch, int.MaxValue);

    /// <inheritdoc/>
    public long StepsPerEpoch => _steps;

    /// <inheritdoc/>
    public TraceBatch Make(long step, Device device) => _workers.Use(worker =>
        _memory.Make([.. Enumerable.Range(0, _batch)], device, (input, target, offset) => Write(step, worker, input, target, offset)));

    private void Write(long step, TeacherWorker worker, Span<float> input, Span<float> target, Span<float> offset)
    {
        var length = _student.Grid.Length;
        for (var b = 0; b < _batch; b++)
        {
            var random = new SeededRandom(_seed, _stream + ((ulong)b << 32), (ulong)step);
            var (population, neuron, current) = _draw.Next(ref random);
            var features = population.Features(neuron);
            var clock = population.Clock(neuron);
            worker.Answer(current, features, clock, target.Slice(b * length, length));
            worker.Embedding.Fill(current, features, clock, input[(b * length)..], _batch * length);
            offset[b] = (float)(_student.Output.OffsetMillivolts + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workers.Dispose();
        _memory.Dispose();
    }
}
