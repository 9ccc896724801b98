using System.Runtime.ExceptionServices;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Threads that measure one model, each with an <see cref="Evaluator"/> of its own.</summary>
public sealed class EvaluationTeam : IDisposable
{
    private readonly SimdEngine _engine;
    private readonly Evaluator[] _evaluators;

    /// <param name="model">The model.</param>
    /// <param name="data">Traces on the model's grid.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="truth">What another team has read from the same data set; null to read it here.</param>
    /// <exception cref="DataSetException">The data set has another grid.</exception>
    public EvaluationTeam(ModelBundle model, DataSet data, int threads = 0, SolverTruth? truth = null)
    {
        if (model.Manifest.Grid != data.Manifest.Grid)
        {
            throw new DataSetException(
                $"the data set has {data.Manifest.Grid.Length} samples of {data.Manifest.Grid.StepMilliseconds} ms, the model '{model.Manifest.Name}' {model.Manifest.Grid.Length} of {model.Manifest.Grid.StepMilliseconds} ms");
        }

        (Model, Data, Truth) = (model, data, truth ?? new SolverTruth(data));
        _engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length);
        _evaluators = [.. Enumerable.Range(0, threads == 0 ? Environment.ProcessorCount : threads).Select(_ => new Evaluator(model, data, Truth, _engine))];
    }

    /// <summary>The model.</summary>
    public ModelBundle Model { get; }

    /// <summary>The data set.</summary>
    public DataSet Data { get; }

    /// <summary>What is read from the solver's traces.</summary>
    public SolverTruth Truth { get; }

    /// <summary>Does a number of pieces of work, in any order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="work">One of them, by its index.</param>
    /// <param name="onProgress">Done, in all; called by one thread at a time.</param>
    /// <returns>The results by index.</returns>
    public T[] Run<T>(int count, Func<Evaluator, int, T> work, Action<int, int> onProgress)
    {
        var results = new T[count];
        var (next, done) = (-1, 0);
        var gate = new Lock();
        void Work(Evaluator evaluator)
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                results[i] = work(evaluator, i);
                lock (gate)
                {
                    onProgress(++done, count);
                }
            }
        }

        try
        {
            Task.WaitAll([.. _evaluators.Select(evaluator => Task.Factory.StartNew(
                () => Work(evaluator), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }

    /// <summary>Compares test traces with the solver's.</summary>
    public TraceComparison[] Compare(IReadOnlyList<EvaluationCase> cases, Action<int, int> onProgress) =>
        Run(cases.Count, (evaluator, i) => evaluator.Compare(cases[i]), onProgress);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var evaluator in _evaluators)
        {
            evaluator.Dispose();
        }

        _engine.Dispose();
    }
}
