using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void WorkerTeam_Run_VisitsEveryIndexOnce(int workers)
    {
        using var team = new WorkerTeam(workers);
        int[] visits = new int[1000];
        int[] strangers = new int[1];

        for (int run = 1; run <= 50; run++)
        {
            team.Run(visits.Length, (index, worker) =>
            {
                Interlocked.Increment(ref visits[index]);
                strangers[0] += worker < 0 || worker >= workers ? 1 : 0;
            });
            Assert.All(visits, count => Assert.Equal(run, count));
        }

        Assert.Equal(0, strangers[0]);
    }

    [Fact]
    public void WorkerTeam_Workers_WorkAtOnce()
    {
        const int Workers = 3;
        using var team = new WorkerTeam(Workers);
        using var together = new Barrier(Workers);
        int[] worker = new int[Workers];

        // Every index waits until all three are under way, which only three threads can bring about.
        team.Run(Workers, (index, who) =>
        {
            worker[index] = who;
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(60)));
        });

        Assert.Equal([0, 1, 2], worker.Order());
    }

    [Fact]
    public void WorkerTeam_NothingToDo_Returns()
    {
        using var team = new WorkerTeam(2);

        team.Run(0, (_, _) => Assert.Fail("there is no index"));

        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(-1, (_, _) => { }));
    }

    [Fact]
    public void WorkerTeam_Exception_IsThrownByRunAndTheTeamGoesOn()
    {
        using var team = new WorkerTeam(2);
        using var bothIn = new Barrier(2);

        var error = Assert.Throws<InvalidDataException>(() => team.Run(2, (_, worker) =>
        {
            bothIn.SignalAndWait();
            if (worker == 1)
            {
                throw new InvalidDataException("from the background");
            }
        }));

        Assert.Equal("from the background", error.Message);
        int calls = 0;
        team.Run(10, (_, _) => Interlocked.Increment(ref calls));
        Assert.Equal(10, calls);
    }

    [Fact]
    public void WorkerTeam_Exception_StopsHandingOutIndices()
    {
        using var team = new WorkerTeam(1);
        int calls = 0;

        Assert.Throws<InvalidDataException>(() => team.Run(100, (_, _) => throw new InvalidDataException($"{++calls}")));

        Assert.Equal(1, calls);
    }

    [Fact]
    public void WorkerTeam_RunInsideRun_IsRefused()
    {
        using var team = new WorkerTeam(2);

        var error = Assert.Throws<InvalidOperationException>(() => team.Run(2, (_, _) => team.Run(1, (_, _) => { })));

        Assert.Equal("the team is already running", error.Message);
    }

    [Fact]
    public void WorkerTeam_Dispose_EndsItsThreads()
    {
        var team = new WorkerTeam(3, "dispose test");
        var threads = new Thread?[3];
        using var together = new Barrier(3);
        team.Run(3, (_, worker) =>
        {
            threads[worker] = Thread.CurrentThread;
            together.SignalAndWait();
        });

        team.Dispose();
        team.Dispose();

        Assert.Equal("dispose test 1", threads[1]!.Name);
        Assert.False(threads[1]!.IsAlive);
        Assert.False(threads[2]!.IsAlive);
        Assert.Throws<ObjectDisposedException>(() => team.Run(1, (_, _) => { }));
    }

    [Fact]
    public void WorkerTeam_Run_AllocatesNothing()
    {
        using var team = new WorkerTeam(2);
        long[] sums = new long[2];
        long[] allocated = new long[2];
        Action<int, int> body = (index, worker) =>
        {
            sums[worker] += index;
            allocated[worker] = GC.GetAllocatedBytesForCurrentThread();
        };
        team.Run(100, body);
        int runs = 0;
        bool backgroundAllocated = true;
        long[] before = new long[2];
        foreach (var run in AllocationAssert.Runs())
        {
            allocated.CopyTo(before, 0);
            for (int i = 0; i < 100; i++)
            {
                team.Run(100, body);
            }

            runs += 100;
            backgroundAllocated &= before[1] != 0 && before[1] != allocated[1];
        }

        Assert.False(backgroundAllocated, "the background worker allocated");
        Assert.Equal((runs + 1) * 4950, sums.Sum());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void WorkerTeam_NumberOfWorkers_IsChecked(int workers)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(workers));

        Assert.StartsWith($"workers must be from 1 to 256, found {workers}", error.Message, StringComparison.Ordinal);
    }
}
